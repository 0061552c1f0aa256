// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.common.Uuid;

/**
 * Partitions with the ids of their topics, around the connector's own form; reads that one too, of
 * savepoints from before there were ids.
 *
 * <p>Version 1000: the id's two longs, zero for none; the version of the connector's form; its
 * bytes.
 */
final class TopicSplitSerializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {
  /** Far from the connector's own versions, which count from 0. */
  static final int VERSION = 1_000;

  private final SimpleVersionedSerializer<KafkaPartitionSplit> connector;

  TopicSplitSerializer(SimpleVersionedSerializer<KafkaPartitionSplit> connector) {
    this.connector = requireNonNull(connector, "connector is null");
  }

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(KafkaPartitionSplit split) throws IOException {
    Uuid id = split instanceof TopicSplit known ? known.topicId() : Uuid.ZERO_UUID;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(id.getMostSignificantBits());
      out.writeLong(id.getLeastSignificantBits());
      out.writeInt(connector.getVersion());
      out.write(connector.serialize(split));
    }
    return bytes.toByteArray();
  }

  @Override
  public KafkaPartitionSplit deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      return connector.deserialize(version, serialized);
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized))) {
      Uuid id = new Uuid(in.readLong(), in.readLong());
      KafkaPartitionSplit split = connector.deserialize(in.readInt(), in.readAllBytes());
      return id.equals(Uuid.ZERO_UUID) ? split : new TopicSplit(split, id);
    }
  }
}

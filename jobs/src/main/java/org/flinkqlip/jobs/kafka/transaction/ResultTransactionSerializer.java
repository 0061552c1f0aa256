// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka.transaction;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Writes transactions into checkpoints. Version 1 is the connector's own format, in which
 * savepoints of before kept them; each later one holds that and the rest.
 */
final class ResultTransactionSerializer implements SimpleVersionedSerializer<ResultTransaction> {
  private static final int CONNECTORS_OWN = 1;

  /** Far from the versions that the connector may come to. */
  private static final int VERSION = 101;

  private final SimpleVersionedSerializer<KafkaCommittable> connectors;

  ResultTransactionSerializer(SimpleVersionedSerializer<KafkaCommittable> connectors) {
    this.connectors = requireNonNull(connectors, "connectors is null");
  }

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(ResultTransaction transaction) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    byte[] kafka = connectors.serialize(transaction.kafka());
    out.writeInt(connectors.getVersion());
    out.writeInt(kafka.length);
    out.write(kafka);
    out.writeLong(transaction.preparedAfter());
    out.writeInt(transaction.inputs().size());
    for (InputRange range : transaction.inputs()) {
      out.writeUTF(range.topic());
      out.writeInt(range.partition());
      out.writeLong(range.first());
      out.writeLong(range.last());
    }
    out.writeInt(transaction.witnesses().size());
    for (Witness witness : transaction.witnesses()) {
      out.writeUTF(witness.topic());
      out.writeInt(witness.partition());
      out.writeLong(witness.offset());
      out.writeLong(witness.timestamp());
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public ResultTransaction deserialize(int version, byte[] bytes) throws IOException {
    return switch (version) {
      case CONNECTORS_OWN -> ResultTransaction.untraced(connectors.deserialize(version, bytes));
      case VERSION -> traced(new DataInputDeserializer(bytes));
      default ->
          throw new IOException(
              "transactions of the format %d are of a later release: restore with that one"
                  .formatted(version));
    };
  }

  private ResultTransaction traced(DataInputDeserializer in) throws IOException {
    int version = in.readInt();
    byte[] kafka = new byte[in.readInt()];
    in.readFully(kafka);
    return new ResultTransaction(
        connectors.deserialize(version, kafka), in.readLong(), inputs(in), witnesses(in));
  }

  private static List<InputRange> inputs(DataInputDeserializer in) throws IOException {
    int count = in.readInt();
    List<InputRange> ranges = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ranges.add(new InputRange(in.readUTF(), in.readInt(), in.readLong(), in.readLong()));
    }
    return ranges;
  }

  private static List<Witness> witnesses(DataInputDeserializer in) throws IOException {
    int count = in.readInt();
    List<Witness> witnesses = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      witnesses.add(new Witness(in.readUTF(), in.readInt(), in.readLong(), in.readLong()));
    }
    return witnesses;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.flinkqlip.operators.record.OutboundRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a record to the producer for the topic that it names. The partition is left to the
 * producer, which hashes the key: records of one key land in partitions of the same number in all
 * topics with as many partitions.
 *
 * <p>A timestamp that the topic would refuse, and the job fail over for ever, gives way to the time
 * of writing. The input's own is in the provenance of every value, and of a tombstone in {@link
 * InputTimestamp}'s header.
 */
public final class OutboundRecordSerializer
    implements KafkaRecordSerializationSchema<OutboundRecord>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(OutboundRecordSerializer.class);

  private final List<String> topics;
  private final TimestampBoundsReader reader;
  private final Clock clock;
  private transient @Nullable Map<String, TimestampBounds> bounds;
  private transient boolean told;

  /**
   * A serializer for these topics.
   *
   * @param topics all topics that records may name
   * @param reader finds out which timestamps they take
   */
  OutboundRecordSerializer(List<String> topics, TimestampBoundsReader reader, Clock clock) {
    this.topics = List.copyOf(topics);
    this.reader = requireNonNull(reader, "reader is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** Reads the topics' settings, so that each attempt of the job goes by what they are then. */
  @Override
  public void open(
      SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
    // The exactly-once writer opens it twice.
    if (bounds == null) {
      bounds = reader.read(topics);
    }
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      OutboundRecord record, KafkaSinkContext context, Long timestamp) {
    if (!topics.contains(record.topic())) {
      throw new IllegalArgumentException(
          "topic " + record.topic() + " is not one of the sink's: " + topics);
    }
    // Kafka marks a record without a timestamp by -1 and refuses to be told so.
    if (record.timestamp() < 0) {
      return producerRecord(record, null);
    }
    TimestampBounds taken =
        requireNonNull(requireNonNull(bounds, "not opened").get(record.topic()), record.topic());
    long now = clock.millis();
    boolean fits = taken.take(record.timestamp(), now);
    if (!fits) {
      tellOnce(record);
    }
    ProducerRecord<byte[], byte[]> written =
        producerRecord(record, fits ? record.timestamp() : now);
    if (record.isTombstone() && (taken.appendTime() || !fits)) {
      written.headers().add(InputTimestamp.HEADER, InputTimestamp.write(record.timestamp()));
    }
    return written;
  }

  private static ProducerRecord<byte[], byte[]> producerRecord(
      OutboundRecord record, @Nullable Long timestamp) {
    return new ProducerRecord<>(record.topic(), null, timestamp, record.key(), record.value());
  }

  private void tellOnce(OutboundRecord record) {
    if (!told) {
      told = true;
      LOG.warn(
          "Topic {} does not take the timestamp {} of an input: such records get the time of their"
              + " writing, and keep the input's in their provenance (told once)",
          record.topic(),
          record.timestamp());
    }
  }

  /** The topics, which the pooling naming strategy looks through for lingering transactions. */
  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(topics)));
  }
}

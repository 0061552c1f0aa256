package org.flinkqlip.jobs.kafka;

import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.flinkqlip.operators.record.OutboundRecord;

/**
 * Hands a record to the producer for the topic that it names. The partition is left to the
 * producer, which hashes the key: records of one key land in partitions of the same number in all
 * topics with as many partitions.
 */
public final class OutboundRecordSerializer
    implements KafkaRecordSerializationSchema<OutboundRecord>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1L;

  private final List<String> topics;

  /**
   * A serializer for these topics.
   *
   * @param topics all topics that records may name
   */
  public OutboundRecordSerializer(List<String> topics) {
    this.topics = List.copyOf(topics);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      OutboundRecord record, KafkaSinkContext context, Long timestamp) {
    if (!topics.contains(record.topic())) {
      throw new IllegalArgumentException(
          "topic " + record.topic() + " is not one of the sink's: " + topics);
    }
    // Kafka marks a record without a timestamp by -1 and refuses to be told so.
    Long kept = record.timestamp() < 0 ? null : record.timestamp();
    return new ProducerRecord<>(record.topic(), null, kept, record.key(), record.value());
  }

  /** The topics, which the pooling naming strategy looks through for lingering transactions. */
  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(topics)));
  }
}

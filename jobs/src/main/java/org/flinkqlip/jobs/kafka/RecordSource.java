// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import java.util.Properties;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.flinkqlip.jobs.options.KafkaOptions;
import org.flinkqlip.jobs.options.SourceOptions;
import org.flinkqlip.operators.record.SourceRecord;

/** Makes the source of inputs: committed records only, and few of them on the heap. */
public final class RecordSource {

  private RecordSource() {}

  /** A source that fails the job, or does what else the options say, where offsets are lost. */
  public static Source<SourceRecord, ?, ?> create(KafkaOptions kafka, SourceOptions options) {
    BrokerAccess brokers =
        BrokerAccess.of(kafka.bootstrapServers(), kafka.sourceProperties(), kafka.connectTimeout());
    return new CheckedSource<>(
        kafkaSource(kafka, options),
        new SourceTopic(brokers, options.topic(), options.groupId()),
        options.onLostOffsets());
  }

  private static KafkaSource<SourceRecord> kafkaSource(KafkaOptions kafka, SourceOptions options) {
    KafkaSourceBuilder<SourceRecord> builder =
        KafkaSource.<SourceRecord>builder()
            .setProperties(properties(kafka, options))
            .setTopics(options.topic())
            .setStartingOffsets(
                new StartingPositions(options.startingOffsets(), options.onLostOffsets()))
            .setDeserializer(new SourceRecordDeserializer());
    if (options.bounded()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder.build();
  }

  static Properties properties(KafkaOptions kafka, SourceOptions options) {
    Properties properties = new Properties();
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.putAll(kafka.sourceProperties());
    properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, options.groupId());
    set(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, options.maxPollRecords());
    set(properties, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, options.fetchMaxBytes().getBytes());
    set(
        properties,
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
        options.maxPartitionFetchBytes().getBytes());
    long discovery = options.partitionDiscoveryInterval().toMillis();
    set(properties, "partition.discovery.interval.ms", discovery == 0 ? -1 : discovery);
    return properties;
  }

  private static void set(Properties properties, String key, long value) {
    properties.setProperty(key, Long.toString(value));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import java.time.Clock;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.flinkqlip.jobs.kafka.transaction.TracedKafkaSink;
import org.flinkqlip.jobs.options.KafkaOptions;
import org.flinkqlip.jobs.options.SinkOptions;
import org.flinkqlip.operators.quarantine.QuarantineOptions;
import org.flinkqlip.operators.record.OutboundRecord;

/** Makes the one sink of all results. */
public final class ResultSink {

  /** What framing, headers and a batch add to key and value, with room to spare. */
  static final int OVERHEAD_BYTES = 16 << 10;

  private static final long DEFAULT_BUFFER_BYTES = 32L << 20;

  private ResultSink() {}

  /** A sink that fails the job rather than lose a transaction in silence. */
  public static Sink<OutboundRecord> create(KafkaOptions kafka, SinkOptions options) {
    return create(kafka, options, QuarantineOptions.IN_MEMORY);
  }

  /**
   * A sink that fails the job rather than lose a transaction in silence.
   *
   * @param quarantine how records that the brokers refuse are found
   */
  public static Sink<OutboundRecord> create(
      KafkaOptions kafka, SinkOptions options, QuarantineOptions quarantine) {
    Properties properties = properties(kafka, options);
    BrokerAccess brokers =
        BrokerAccess.of(kafka.bootstrapServers(), kafka.sinkProperties(), kafka.connectTimeout());
    KafkaSink<OutboundRecord> sink =
        KafkaSink.<OutboundRecord>builder()
            .setKafkaProducerConfig(properties)
            .setRecordSerializer(
                new OutboundRecordSerializer(
                    options.topics(), new BrokerTimestampBounds(brokers), Clock.systemUTC()))
            .setDeliveryGuarantee(options.guarantee().flinkGuarantee())
            .setTransactionalIdPrefix(options.transactionalIdPrefix())
            .setTransactionNamingStrategy(options.namingStrategy())
            .build();
    return new TracedKafkaSink(sink, properties, quarantine);
  }

  static Properties properties(KafkaOptions kafka, SinkOptions options) {
    long largestRequest = options.maxRecordBytes().getBytes() + OVERHEAD_BYTES;
    Properties properties = new Properties();
    set(
        properties,
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        Math.max(DEFAULT_BUFFER_BYTES, 2 * largestRequest));
    properties.putAll(kafka.sinkProperties());
    properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    set(properties, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largestRequest);
    properties.setProperty(
        ProducerConfig.COMPRESSION_TYPE_CONFIG, options.compression().kafkaName());
    set(
        properties,
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        options.transactionTimeout().toMillis());
    return properties;
  }

  private static void set(Properties properties, String key, long value) {
    properties.setProperty(key, Long.toString(value));
  }
}

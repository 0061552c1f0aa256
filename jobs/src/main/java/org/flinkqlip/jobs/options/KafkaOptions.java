// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.PassThrough;
import org.flinkqlip.jobs.config.Settings;

/**
 * How Kafka is reached.
 *
 * @param bootstrapServers brokers to start from, host:port, separated by commas
 * @param connectTimeout how long to wait for them at the start
 * @param sourceProperties Kafka's own properties for the source
 * @param sinkProperties Kafka's own properties for the sink
 */
public record KafkaOptions(
    String bootstrapServers,
    Duration connectTimeout,
    Map<String, String> sourceProperties,
    Map<String, String> sinkProperties) {

  public static final Option<String> BOOTSTRAP_SERVERS =
      Option.text(
              "kafka.bootstrap-servers", "Brokers to start from: `host:port`, separated by commas.")
          .required();

  public static final Option<Duration> CONNECT_TIMEOUT =
      Option.duration(
              "kafka.connect-timeout",
              Duration.ofSeconds(30),
              "How long to wait at the start for the brokers to answer.")
          .positive();

  public static final PassThrough PROPERTIES =
      new PassThrough(
          "kafka.properties.",
          "Kafka's own client properties, for source and sink: `kafka.properties.security.protocol`"
              + " and the like.");

  public static final PassThrough SOURCE_PROPERTIES =
      new PassThrough(
          "source.kafka.properties.",
          "The same for the source alone; stronger than `kafka.properties.*`.");

  public static final PassThrough SINK_PROPERTIES =
      new PassThrough(
          "sink.kafka.properties.",
          "The same for the sink alone; stronger than `kafka.properties.*`.");

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Kafka", "How Kafka is reached.", List.of(BOOTSTRAP_SERVERS, CONNECT_TIMEOUT));

  /** What the job sets itself, with the option to set instead; empty if there is none. */
  private static final Map<String, String> OWNED_BY_SOURCE =
      Map.of(
          "bootstrap.servers", BOOTSTRAP_SERVERS.key(),
          "group.id", SourceOptions.GROUP_ID.key(),
          "auto.offset.reset", SourceOptions.STARTING_OFFSETS.key(),
          "max.poll.records", SourceOptions.MAX_POLL_RECORDS.key(),
          "fetch.max.bytes", SourceOptions.FETCH_MAX_BYTES.key(),
          "max.partition.fetch.bytes", SourceOptions.MAX_PARTITION_FETCH_BYTES.key(),
          "enable.auto.commit", "",
          "key.deserializer", "",
          "value.deserializer", "");

  private static final Map<String, String> OWNED_BY_SINK =
      Map.of(
          "bootstrap.servers",
          BOOTSTRAP_SERVERS.key(),
          "transaction.timeout.ms",
          SinkOptions.TRANSACTION_TIMEOUT.key(),
          "transactional.id",
          SinkOptions.TRANSACTIONAL_ID_PREFIX.key(),
          "max.request.size",
          SinkOptions.MAX_RECORD_BYTES.key(),
          "compression.type",
          SinkOptions.COMPRESSION.key(),
          "enable.idempotence",
          "",
          // The same key must land in the same partition of every topic.
          "partitioner.class",
          "",
          "partitioner.ignore.keys",
          "",
          "key.serializer",
          "",
          "value.serializer",
          "");

  public KafkaOptions {
    sourceProperties = Map.copyOf(sourceProperties);
    sinkProperties = Map.copyOf(sinkProperties);
    check("source", sourceProperties, OWNED_BY_SOURCE);
    check("sink", sinkProperties, OWNED_BY_SINK);
  }

  /** Reads the options of this stage. */
  public static KafkaOptions from(Settings settings) {
    Map<String, String> source = new HashMap<>(settings.under(PROPERTIES));
    source.putAll(settings.under(SOURCE_PROPERTIES));
    Map<String, String> sink = new HashMap<>(settings.under(PROPERTIES));
    sink.putAll(settings.under(SINK_PROPERTIES));
    return new KafkaOptions(
        settings.get(BOOTSTRAP_SERVERS), settings.get(CONNECT_TIMEOUT), source, sink);
  }

  private static void check(String end, Map<String, String> given, Map<String, String> owned) {
    for (Map.Entry<String, String> property : owned.entrySet()) {
      if (given.containsKey(property.getKey())) {
        throw new InvalidOptionsException(
            "Kafka property "
                + property.getKey()
                + " of the "
                + end
                + " is set by the job: "
                + (property.getValue().isEmpty() ? "leave it out" : "use " + property.getValue()));
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.flink.util.TimeUtils;
import org.apache.kafka.common.errors.AuthorizationException;
import org.flinkqlip.jobs.options.KafkaOptions;
import org.flinkqlip.jobs.options.SinkOptions;
import org.flinkqlip.jobs.options.SinkOptions.ResultTopic;
import org.flinkqlip.jobs.options.SourceOptions;

/**
 * Finds out before a job starts what would make it fail, or restart for ever, later: missing
 * topics, a transaction timeout that brokers refuse, records that they would not take.
 */
public final class BrokerChecks {
  private final KafkaOptions kafka;
  private final SourceOptions source;
  private final SinkOptions sink;
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private BrokerChecks(KafkaOptions kafka, SourceOptions source, SinkOptions sink) {
    this.kafka = kafka;
    this.source = source;
    this.sink = sink;
  }

  /**
   * Asks the brokers.
   *
   * @return what is not wrong but may not be meant, for a log
   * @throws BrokersException if they do not answer or the job cannot run on them; the message says
   *     what to do
   */
  public static List<String> run(KafkaOptions kafka, SourceOptions source, SinkOptions sink) {
    try (BrokerView sourceView = view(kafka, kafka.sourceProperties());
        BrokerView sinkView = view(kafka, kafka.sinkProperties())) {
      return run(kafka, source, sink, sourceView, sinkView);
    }
  }

  static List<String> run(
      KafkaOptions kafka,
      SourceOptions source,
      SinkOptions sink,
      BrokerView sourceView,
      BrokerView sinkView) {
    BrokerChecks checks = new BrokerChecks(kafka, source, sink);
    try {
      checks.checkSource(sourceView);
      checks.checkSink(sinkView);
    } catch (AuthorizationException e) {
      throw new BrokersException(
          "brokers do not let the job's user describe the topics: " + e.getMessage(), e);
    }
    if (!checks.problems.isEmpty()) {
      throw new BrokersException(
          "the job cannot run on these brokers:\n  " + String.join("\n  ", checks.problems));
    }
    return checks.warnings;
  }

  private static BrokerView view(KafkaOptions kafka, Map<String, String> properties) {
    return AdminBrokerView.connect(kafka.bootstrapServers(), properties, kafka.connectTimeout());
  }

  private void checkSource(BrokerView view) {
    if (!view.topics(List.of(source.topic())).containsKey(source.topic())) {
      missing(source.topic(), SourceOptions.TOPIC.key(), "");
    }
  }

  private void checkSink(BrokerView view) {
    Map<String, TopicFacts> topics = view.topics(sink.topics());
    sink.results().forEach(topic -> checkTopic(topics, topic.name(), topic.option()));
    checkTopic(topics, sink.deadLetterTopic(), SinkOptions.DEAD_LETTER_TOPIC.key());
    checkPartitions(topics);
    if (sink.isTransactional()) {
      checkTransactionTimeout(view.transactionMaxTimeoutMillis());
    }
  }

  private void checkPartitions(Map<String, TopicFacts> topics) {
    Map<String, Integer> partitions = new LinkedHashMap<>();
    for (ResultTopic result : sink.results()) {
      TopicFacts there = topics.get(result.name());
      if (there != null) {
        partitions.put(result.name(), there.partitions());
      }
    }
    if (partitions.values().stream().distinct().count() > 1) {
      warnings.add(
          "topics %s have %s partitions: results of one input land in partitions of different numbers"
              .formatted(
                  String.join(", ", partitions.keySet()),
                  partitions.values().stream()
                      .map(String::valueOf)
                      .collect(Collectors.joining(", "))));
    }
  }

  private void checkTopic(Map<String, TopicFacts> topics, String name, String option) {
    TopicFacts facts = topics.get(name);
    if (facts == null) {
      missing(name, option, "--config " + durable(option));
      return;
    }
    long needed = sink.maxRecordBytes().getBytes() + ResultSink.OVERHEAD_BYTES;
    if (facts.settings().isEmpty()) {
      warnings.add(
          "the settings of topic %s may not be read: make sure that max.message.bytes is at least %d and that retention is meant for old timestamps. Its records get the time of their writing as the timestamp, since it may refuse others: allow the job's user to describe the topic's configuration"
              .formatted(name, needed));
      return;
    }
    TopicSettings settings = facts.settings().get();
    checkRetention(settings, name, option);
    if (settings.maxMessageBytes() < needed) {
      problems.add(
          "topic %s takes messages of %d bytes, but %s needs %d: lower the option, or run kafka-configs.sh --bootstrap-server %s --alter --topic %s --add-config max.message.bytes=%d"
              .formatted(
                  name,
                  settings.maxMessageBytes(),
                  SinkOptions.MAX_RECORD_BYTES.key(),
                  needed,
                  kafka.bootstrapServers(),
                  name,
                  needed));
    }
  }

  /** Retention goes by timestamps, and a result has that of its input. */
  private void checkRetention(TopicSettings settings, String name, String option) {
    if (settings.retentionMillis().isPresent() && !settings.timestamps().appendTime()) {
      warnings.add(
          "topic %s deletes records %s after their timestamps, which are those of their inputs: a result of an older input is deleted soon after it was committed. Run kafka-configs.sh --bootstrap-server %s --alter --topic %s --add-config %s"
              .formatted(
                  name,
                  TimeUtils.formatWithHighestUnit(
                      Duration.ofMillis(settings.retentionMillis().getAsLong())),
                  kafka.bootstrapServers(),
                  name,
                  durable(option)));
    }
  }

  /** What keeps the results of old inputs; dead letters are no last word on a key. */
  private static String durable(String option) {
    return option.equals(SinkOptions.DEAD_LETTER_TOPIC.key())
        ? "message.timestamp.type=LogAppendTime"
        : "cleanup.policy=compact";
  }

  private void checkTransactionTimeout(OptionalLong greatest) {
    Duration ours = sink.transactionTimeout();
    if (greatest.isEmpty()) {
      warnings.add(
          "transaction.max.timeout.ms of the brokers may not be read: make sure that it is at least "
              + ours.toMillis());
    } else if (greatest.getAsLong() < ours.toMillis()) {
      problems.add(
          "%s is %d ms, but the brokers' transaction.max.timeout.ms is %d: lower the one or raise the other"
              .formatted(
                  SinkOptions.TRANSACTION_TIMEOUT.key(), ours.toMillis(), greatest.getAsLong()));
    }
  }

  private void missing(String topic, String option, String settings) {
    problems.add(
        "topic %s (%s) does not exist: run kafka-topics.sh --bootstrap-server %s --create --topic %s --partitions 8 %s"
            .formatted(topic, option, kafka.bootstrapServers(), topic, settings)
            .strip());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.broker;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.jobs.StreamJobs;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.jobs.audit.Topics;

/** Creates topics that take large records, with as many replicas as the brokers have by default. */
public final class TopicCreator {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final String MAX_MESSAGE_BYTES = Integer.toString(16 << 20);

  private TopicCreator() {}

  /**
   * Creates those of the stream that do not exist.
   *
   * @throws BrokerException if the broker refuses or does not answer within 30 seconds
   */
  public static void create(Topics topics, String bootstrapServers, int partitions)
      throws InterruptedException {
    create(List.of(topics.stream()), bootstrapServers, partitions);
  }

  /**
   * Creates those of some jobs that do not exist.
   *
   * @throws BrokerException if the broker refuses or does not answer within 30 seconds
   */
  public static void create(List<StreamTopics> jobs, String bootstrapServers, int partitions)
      throws InterruptedException {
    Map<String, NewTopic> topics = new LinkedHashMap<>();
    for (StreamTopics job : jobs) {
      job.results()
          .forEach(result -> topics.put(result.name(), latestPerKey(result.name(), partitions)));
    }
    for (StreamTopics job : jobs) {
      // One job's input may be another's result.
      topics.putIfAbsent(job.input(), history(job.input(), partitions));
      topics.putIfAbsent(job.deadLetters(), history(job.deadLetters(), partitions));
    }
    create(bootstrapServers, List.copyOf(topics.values()));
  }

  /**
   * Creates those that do not exist of every job that was told nothing.
   *
   * @throws BrokerException if the broker refuses or does not answer within 30 seconds
   */
  public static void createDefaults(String bootstrapServers, int partitions)
      throws InterruptedException {
    create(
        StreamJobs.ALL.stream().map(StreamJob::defaultTopics).toList(),
        bootstrapServers,
        partitions);
  }

  private static NewTopic topic(String name, int partitions) {
    return new NewTopic(name, Optional.of(partitions), Optional.empty());
  }

  /** A topic that keeps everything. */
  static NewTopic history(String name, int partitions) {
    return topic(name, partitions)
        .configs(Map.of("retention.ms", "-1", "max.message.bytes", MAX_MESSAGE_BYTES));
  }

  /**
   * A topic in which the newest record of a key is what counts, and a tombstone forgets it; a day's
   * records stay for whoever wants to count them.
   */
  static NewTopic latestPerKey(String name, int partitions) {
    return topic(name, partitions)
        .configs(
            Map.of(
                "cleanup.policy",
                "compact",
                "min.compaction.lag.ms",
                Long.toString(Duration.ofDays(1).toMillis()),
                "max.message.bytes",
                MAX_MESSAGE_BYTES));
  }

  /**
   * Creates those that do not exist, and waits until the leaders of their partitions answer: a
   * producer that is faster than a leader may find its first batch refused, its second one taken,
   * and then neither ever again.
   *
   * @throws BrokerException if the broker refuses or does not answer within 30 seconds
   */
  static void create(String bootstrapServers, List<NewTopic> topics) throws InterruptedException {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      Map<String, KafkaFuture<Void>> created = admin.createTopics(topics).values();
      for (NewTopic topic : topics) {
        if (await(requireNonNull(created.get(topic.name())), topic.name(), bootstrapServers)) {
          awaitLeaders(admin, topic, bootstrapServers);
        }
      }
    }
  }

  private static void awaitLeaders(Admin admin, NewTopic topic, String bootstrapServers)
      throws InterruptedException {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    for (int partition = 0; partition < topic.numPartitions(); partition++) {
      partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
    }
    long start = System.nanoTime();
    while (true) {
      try {
        await(admin.listOffsets(partitions).all(), topic.name(), bootstrapServers);
        return;
      } catch (BrokerException e) {
        // The broker may not know its new topic yet, which the client does not try again.
        boolean retriable =
            e.getCause() instanceof ExecutionException failed
                && failed.getCause() instanceof RetriableException;
        if (!retriable || System.nanoTime() - start > TIMEOUT.toNanos()) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
      }
    }
  }

  /** Whether it was done, rather than found to have been done before. */
  private static boolean await(KafkaFuture<?> done, String topic, String bootstrapServers)
      throws InterruptedException {
    try {
      done.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw new BrokerException(
          "Topic %s cannot be created at %s: %s"
              .formatted(topic, bootstrapServers, requireNonNullElse(e.getCause(), e).getMessage()),
          e);
    } catch (TimeoutException e) {
      throw new BrokerException(
          "Topic %s was not created within %d s: is there a broker at %s?"
              .formatted(topic, TIMEOUT.toSeconds(), bootstrapServers),
          e);
    }
  }
}

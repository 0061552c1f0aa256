// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics from their beginning with {@code isolation.level=read_committed}. Not thread-safe.
 */
public final class CommittedTopics implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions = new ArrayList<>();

  /** Reads with a consumer, which it closes in the end. */
  public CommittedTopics(Consumer<byte[], byte[]> consumer, List<String> topics) {
    this.consumer = requireNonNull(consumer, "consumer is null");
    for (String topic : topics) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads from the broker at an address. */
  public static CommittedTopics of(String bootstrapServers, List<String> topics) {
    Map<String, Object> properties =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.CLIENT_ID_CONFIG,
            "reader-of-" + topics.get(0),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false);
    return new CommittedTopics(
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        topics);
  }

  /** Records committed since the last call; waits up to a tenth of a second for the first. */
  public List<CommittedRecord> poll() {
    List<CommittedRecord> records = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      records.add(
          new CommittedRecord(
              record.topic(),
              new Position(record.partition(), record.offset()),
              Optional.ofNullable(record.key()).map(bytes -> new String(bytes, UTF_8)),
              Optional.ofNullable(record.value()),
              System.nanoTime()));
    }
    return records;
  }

  /**
   * All records that are committed by now and were not read yet.
   *
   * @throws ResultsUnreadableException if they cannot be read within the timeout
   */
  public List<CommittedRecord> readToEnd(Duration timeout) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    List<CommittedRecord> records = new ArrayList<>();
    long start = System.nanoTime();
    while (!reached(ends)) {
      records.addAll(poll());
      if (System.nanoTime() - start > timeout.toNanos() && !reached(ends)) {
        throw new ResultsUnreadableException(
            "The results could not be read to their end %s within %d s: is the broker alive?"
                .formatted(ends, timeout.toSeconds()));
      }
    }
    return records;
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}

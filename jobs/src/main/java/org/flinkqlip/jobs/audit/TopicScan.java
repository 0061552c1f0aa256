// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Hands on the committed records of topics. It reads up to the last stable offset at its start, so
 * records of open transactions are left out.
 */
final class TopicScan {
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Duration patience;

  /**
   * A scan with a read_committed consumer, which the caller closes.
   *
   * @param patience how long brokers may give nothing before it fails
   */
  TopicScan(KafkaConsumer<byte[], byte[]> consumer, Duration patience) {
    this.consumer = consumer;
    this.patience = patience;
  }

  /**
   * Reads the topics, partition by partition in order.
   *
   * @param from the records before the first one of this time are left out
   * @throws ResultsUnreadableException if a topic does not exist or cannot be read
   */
  void read(
      List<String> topics,
      Optional<Instant> from,
      Consumer<ConsumerRecord<byte[], byte[]>> handler) {
    try {
      List<TopicPartition> partitions = partitions(topics);
      consumer.assign(partitions);
      seek(partitions, from);
      readTo(consumer.endOffsets(partitions), handler);
    } catch (KafkaException e) {
      throw new ResultsUnreadableException(
          "the topics %s cannot be read: %s".formatted(topics, e.getMessage()), e);
    }
  }

  private List<TopicPartition> partitions(List<String> topics) {
    Map<String, List<PartitionInfo>> existing = consumer.listTopics();
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      if (!existing.containsKey(topic)) {
        throw new ResultsUnreadableException(
            "the topic %s does not exist, or this user may not see it".formatted(topic));
      }
      existing
          .get(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    return partitions;
  }

  private void seek(List<TopicPartition> partitions, Optional<Instant> from) {
    if (from.isEmpty()) {
      consumer.seekToBeginning(partitions);
      return;
    }
    Map<TopicPartition, Long> moments = new HashMap<>();
    partitions.forEach(partition -> moments.put(partition, from.get().toEpochMilli()));
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
        consumer.offsetsForTimes(moments).entrySet()) {
      if (found.getValue() == null) {
        consumer.seekToEnd(List.of(found.getKey()));
      } else {
        consumer.seek(found.getKey(), found.getValue().offset());
      }
    }
  }

  private void readTo(
      Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> handler) {
    long lastProgress = System.nanoTime();
    while (!reached(ends)) {
      int count = 0;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        count++;
        long end = requireNonNull(ends.get(new TopicPartition(record.topic(), record.partition())));
        if (record.offset() < end) {
          handler.accept(record);
        }
      }
      if (count > 0) {
        lastProgress = System.nanoTime();
      } else if (System.nanoTime() - lastProgress > patience.toNanos() && !reached(ends)) {
        throw new ResultsUnreadableException(
            "brokers gave nothing for %d s before the end %s: are they alive?"
                .formatted(patience.toSeconds(), ends));
      }
    }
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}

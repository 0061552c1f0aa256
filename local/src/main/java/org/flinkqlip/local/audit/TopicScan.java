package org.flinkqlip.local.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/**
 * Hands on the committed records of topics whose timestamps lie in a range. It reads up to the last
 * stable offset at its start, so records of open transactions are left out.
 */
final class TopicScan {
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TimeRange range;
  private final Duration patience;

  /**
   * A scan with a read_committed consumer, which the caller closes.
   *
   * @param patience how long brokers may give nothing before it fails
   */
  TopicScan(KafkaConsumer<byte[], byte[]> consumer, TimeRange range, Duration patience) {
    this.consumer = consumer;
    this.range = range;
    this.patience = patience;
  }

  /**
   * Reads the topics, partition by partition in order.
   *
   * @throws ResultsUnreadableException if a topic does not exist, does not keep its records'
   *     timestamps, or cannot be read
   */
  void read(List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> handler) {
    try {
      List<TopicPartition> partitions = partitions(topics);
      consumer.assign(partitions);
      seek(partitions);
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

  /**
   * All before the first record of the range is out of it; later ones are told apart one by one.
   */
  private void seek(List<TopicPartition> partitions) {
    if (range.from().isEmpty()) {
      consumer.seekToBeginning(partitions);
      return;
    }
    Map<TopicPartition, Long> moments = new HashMap<>();
    partitions.forEach(partition -> moments.put(partition, range.from().get().toEpochMilli()));
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
        requireKeptTimestamp(record);
        long end = ends.get(new TopicPartition(record.topic(), record.partition()));
        if (record.offset() < end && range.contains(record.timestamp())) {
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

  private void requireKeptTimestamp(ConsumerRecord<byte[], byte[]> record) {
    boolean limited = range.from().isPresent() || range.to().isPresent();
    if (limited && record.timestampType() == TimestampType.LOG_APPEND_TIME) {
      throw new ResultsUnreadableException(
          "topic %s has message.timestamp.type=LogAppendTime, so results do not have their inputs'"
                  .formatted(record.topic())
              + " timestamps: audit without a time range");
    }
  }
}

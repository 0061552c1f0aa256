// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads single records again, those that are still there. */
final class RecordLookup {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Duration patience;

  /** A place in Kafka. */
  record Place(String topic, Position position) {
    Place {
      requireNonNull(topic, "topic is null");
      requireNonNull(position, "position is null");
    }
  }

  /**
   * Reads with a consumer of committed records, which the caller closes.
   *
   * @param patience how long brokers may give nothing before it fails
   */
  RecordLookup(KafkaConsumer<byte[], byte[]> consumer, Duration patience) {
    this.consumer = consumer;
    this.patience = patience;
  }

  /**
   * Hands on the records at the places, those of a partition in their order.
   *
   * @throws ResultsUnreadableException if brokers do not give them
   */
  void read(Collection<Place> places, Consumer<ConsumerRecord<byte[], byte[]>> handler) {
    Map<TopicPartition, SortedSet<Long>> offsets = new HashMap<>();
    for (Place place : places) {
      offsets
          .computeIfAbsent(
              new TopicPartition(place.topic(), place.position().partition()), p -> new TreeSet<>())
          .add(place.position().offset());
    }
    try {
      offsets.forEach((partition, wanted) -> read(partition, wanted, handler));
    } catch (KafkaException e) {
      throw new ResultsUnreadableException(
          "records of the sample cannot be read again: " + e.getMessage(), e);
    }
  }

  private void read(
      TopicPartition partition,
      SortedSet<Long> offsets,
      Consumer<ConsumerRecord<byte[], byte[]>> handler) {
    consumer.assign(List.of(partition));
    long end = requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
    for (long offset : offsets) {
      if (offset >= end) {
        return;
      }
      consumer.seek(partition, offset);
      // Where compaction or retention took it, another one comes.
      List<ConsumerRecord<byte[], byte[]>> found = first(partition, end);
      if (!found.isEmpty() && found.get(0).offset() == offset) {
        handler.accept(found.get(0));
      }
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> first(TopicPartition partition, long end) {
    long start = System.nanoTime();
    while (consumer.position(partition) < end) {
      List<ConsumerRecord<byte[], byte[]>> records =
          new ArrayList<>(consumer.poll(POLL).records(partition));
      if (!records.isEmpty()) {
        return records;
      }
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new ResultsUnreadableException(
            "brokers gave nothing of %s for %d s: are they alive?"
                .formatted(partition, patience.toSeconds()));
      }
    }
    return List.of();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Which inputs their topic still holds, as far as it was read. Retention takes a partition's oldest
 * records; a topic that was made anew begins at offset 0 again, with other records.
 */
final class KeptInputs {
  private final Map<Position, Long> timestamps = new HashMap<>();
  private final Map<Integer, Long> firstTimestamps = new HashMap<>();
  private final Map<Integer, Long> beginnings = new HashMap<>();
  private final Map<Integer, Long> ends = new HashMap<>();

  /** Notes the first record that is read of a partition. */
  void saw(Position position, long timestamp) {
    firstTimestamps.putIfAbsent(position.partition(), timestamp);
  }

  /** Notes an input of the audit. */
  void keep(Position position, long timestamp) {
    timestamps.put(position, timestamp);
  }

  /** Asks where the partitions begin and end. */
  void ask(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer
        .beginningOffsets(partitions)
        .forEach((partition, offset) -> beginnings.put(partition.partition(), offset));
    consumer
        .endOffsets(partitions)
        .forEach((partition, offset) -> ends.put(partition.partition(), offset));
  }

  /** The first offset that a partition still has. */
  long beginning(int partition) {
    return beginnings.getOrDefault(partition, 0L);
  }

  /** Whether retention took the record at a position. */
  boolean wasTaken(Position position) {
    return !timestamps.containsKey(position) && position.offset() < beginning(position.partition());
  }

  /** Whether the record at a position, if there is one, is another than a result tells of. */
  boolean isAnother(Position position, long timestamp) {
    Long actual = timestamps.get(position);
    return actual == null
        ? position.offset() >= ends.getOrDefault(position.partition(), 0L)
        : actual != timestamp;
  }

  /** Whether a partition has lost records, and this timestamp is older than all it has left. */
  boolean isOlderThanAll(int partition, long timestamp) {
    return beginning(partition) > 0
        && timestamp < firstTimestamps.getOrDefault(partition, Long.MAX_VALUE);
  }
}

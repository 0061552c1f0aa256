// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.jobs.audit.InputRecord;
import org.flinkqlip.jobs.audit.Position;
import org.flinkqlip.jobs.audit.ResultRecord;

/** Inputs that a topic lost before the job had read them. */
final class PassedRetention {
  private final List<Range> ranges = new ArrayList<>();

  private record Range(int partition, long from, long to) {
    boolean contains(Position position) {
      return position.partition() == partition
          && position.offset() >= from
          && position.offset() < to;
    }
  }

  /** Deletes what lies behind the offsets that a consumer group has committed. */
  void pass(Admin admin, String group) throws Exception {
    Map<TopicPartition, Long> stands = new HashMap<>();
    admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach((partition, offset) -> stands.put(partition, offset.offset()));
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    stands.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, RecordsToDelete> deletions = new HashMap<>();
    admin
        .listOffsets(latest)
        .all()
        .get()
        .forEach(
            (partition, end) -> {
              deletions.put(partition, RecordsToDelete.beforeOffset(end.offset()));
              ranges.add(new Range(partition.partition(), stands.get(partition), end.offset()));
            });
    admin.deleteRecords(deletions).all().get();
  }

  /**
   * Inputs that the job could read. A group's offsets may lie behind those of a savepoint: what has
   * a result was read.
   */
  List<InputRecord> without(List<InputRecord> inputs, List<ResultRecord> results) {
    if (ranges.isEmpty()) {
      return inputs;
    }
    Set<Position> read = new HashSet<>();
    Set<String> forgotten = new HashSet<>();
    for (ResultRecord result : results) {
      result.content().ifPresent(content -> read.add(content.source()));
      if (result.isTombstone()) {
        forgotten.add(result.key().orElse(""));
      }
    }
    return inputs.stream()
        .filter(
            input ->
                ranges.stream().noneMatch(range -> range.contains(input.position()))
                    || read.contains(input.position())
                    || isIn(forgotten, input))
        .toList();
  }

  private static boolean isIn(Set<String> forgotten, InputRecord input) {
    return input.expected().outcome() == Expectation.Outcome.TOMBSTONES
        && forgotten.contains(input.key().orElse(""));
  }
}

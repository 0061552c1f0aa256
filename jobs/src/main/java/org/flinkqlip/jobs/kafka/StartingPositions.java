// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.flinkqlip.jobs.options.LostOffsets;
import org.flinkqlip.jobs.options.StartingOffsets;

/**
 * Where a job without state starts, and apart from that what Kafka's client does about an offset
 * that is not there.
 */
@SuppressWarnings("deprecation") // the connector has no other parameter for it
final class StartingPositions implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  private final StartingOffsets start;
  private final LostOffsets policy;

  StartingPositions(StartingOffsets start, LostOffsets policy) {
    this.start = requireNonNull(start, "start is null");
    this.policy = requireNonNull(policy, "policy is null");
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
    return switch (start) {
      case EARLIEST -> OffsetsInitializer.earliest().getPartitionOffsets(partitions, offsets);
      case LATEST -> OffsetsInitializer.latest().getPartitionOffsets(partitions, offsets);
      case COMMITTED -> {
        Map<TopicPartition, Long> committed = new HashMap<>(offsets.committedOffsets(partitions));
        committed.values().removeIf(offset -> offset == null || offset < 0);
        partitions.forEach(
            partition -> committed.putIfAbsent(partition, KafkaPartitionSplit.EARLIEST_OFFSET));
        yield committed;
      }
    };
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return switch (policy) {
      case FAIL -> OffsetResetStrategy.NONE;
      case EARLIEST -> OffsetResetStrategy.EARLIEST;
      case LATEST -> OffsetResetStrategy.LATEST;
    };
  }
}

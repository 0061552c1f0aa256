// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static java.util.Objects.requireNonNull;

import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.Uuid;

/** A partition with the id of the topic that its offset is one of. */
final class TopicSplit extends KafkaPartitionSplit {
  private final Uuid topicId;

  TopicSplit(KafkaPartitionSplit split, Uuid topicId) {
    super(
        split.getTopicPartition(),
        split.getStartingOffset(),
        split.getStoppingOffset().orElse(NO_STOPPING_OFFSET));
    this.topicId = requireNonNull(topicId, "topicId is null");
  }

  Uuid topicId() {
    return topicId;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TopicSplit that && super.equals(that) && topicId.equals(that.topicId);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + topicId.hashCode();
  }
}

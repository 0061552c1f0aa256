// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.flinkqlip.jobs.kafka.TopicNow.Offsets;
import org.flinkqlip.jobs.options.LostOffsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where partitions are read from: where the job stands, if the topic still holds that. Kafka's
 * client would find out about most of it, but not that a topic was made anew and has grown past the
 * offset, and would leave out the records between without a word.
 */
final class SourcePositions {
  private static final Logger LOG = LoggerFactory.getLogger(SourcePositions.class);

  private final LostOffsets policy;
  private final TopicNow topic;
  private final Map<Integer, Long> committed;

  /**
   * Positions in a topic.
   *
   * @param policy what to do about lost ones
   * @param topic the topic now
   * @param committed offsets that the consumer group has committed, by partition
   */
  SourcePositions(LostOffsets policy, TopicNow topic, Map<Integer, Long> committed) {
    this.policy = requireNonNull(policy, "policy is null");
    this.topic = requireNonNull(topic, "topic is null");
    this.committed = Map.copyOf(committed);
  }

  /**
   * The partitions, with the topic's id and with positions that it holds.
   *
   * @throws LostOffsetsException if it does not hold one, and the job is to fail then
   */
  List<KafkaPartitionSplit> place(List<KafkaPartitionSplit> splits) {
    List<String> lost = new ArrayList<>();
    List<KafkaPartitionSplit> placed = new ArrayList<>();
    for (KafkaPartitionSplit split : splits) {
      KafkaPartitionSplit known = withPosition(split);
      Optional<String> loss = loss(known);
      loss.ifPresent(lost::add);
      if (loss.isEmpty()) {
        placed.add(new TopicSplit(known, topic.id()));
      } else if (topic.partitions().containsKey(split.getPartition())) {
        placed.add(new TopicSplit(at(known, reset()), topic.id()));
      }
    }
    if (!lost.isEmpty()) {
      String what = String.join("; ", lost);
      if (policy == LostOffsets.FAIL) {
        throw new LostOffsetsException(what);
      }
      LOG.warn("{}. The job goes on at the {} offset", what, policy);
    }
    return placed;
  }

  /** A partition of a savepoint from before, of which no record was read yet, has none. */
  private KafkaPartitionSplit withPosition(KafkaPartitionSplit split) {
    if (split.getStartingOffset() != KafkaPartitionSplit.COMMITTED_OFFSET) {
      return split;
    }
    Long offset = committed.get(split.getPartition());
    return at(split, offset == null ? KafkaPartitionSplit.EARLIEST_OFFSET : offset);
  }

  private Optional<String> loss(KafkaPartitionSplit split) {
    long offset = split.getStartingOffset();
    String stands = "the job stands at offset %d of %s, ".formatted(offset, split.splitId());
    Offsets held = topic.partitions().get(split.getPartition());
    if (held == null) {
      return Optional.of(
          stands + "a partition that is not there any more: the topic was made anew");
    }
    if (offset < 0) {
      return Optional.empty();
    }
    if (split instanceof TopicSplit known && !known.topicId().equals(topic.id())) {
      return Optional.of(
          stands
              + "but the topic was made anew since: its id is %s, it was %s"
                  .formatted(topic.id(), known.topicId()));
    }
    if (offset < held.beginning()) {
      return Optional.of(
          stands
              + "but it begins at %d: retention took the %d offsets between"
                  .formatted(held.beginning(), held.beginning() - offset));
    }
    if (offset > held.end()) {
      return Optional.of(
          stands
              + "but it ends at %d: the topic was made anew, or lost its end"
                  .formatted(held.end()));
    }
    return Optional.empty();
  }

  @SuppressWarnings("deprecation") // the reader still knows it, and there is no other mark
  private long reset() {
    return policy == LostOffsets.LATEST
        ? KafkaPartitionSplit.LATEST_OFFSET
        : KafkaPartitionSplit.EARLIEST_OFFSET;
  }

  private static KafkaPartitionSplit at(KafkaPartitionSplit split, long offset) {
    KafkaPartitionSplit moved =
        new KafkaPartitionSplit(
            split.getTopicPartition(),
            offset,
            split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET));
    return split instanceof TopicSplit known ? new TopicSplit(moved, known.topicId()) : moved;
  }
}

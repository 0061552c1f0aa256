// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.Uuid;
import org.flinkqlip.jobs.options.LostOffsets;

/**
 * A reader that looks at where it is to begin, and whose failure over a lost offset is final.
 *
 * @param <T> what it reads
 */
@SuppressWarnings("try") // Closing is the wrapped reader's, which may be interrupted.
final class CheckedReader<T> implements SourceReader<T, KafkaPartitionSplit> {
  private final SourceReader<T, KafkaPartitionSplit> reader;
  private final SourceTopic topic;
  private final LostOffsets policy;
  private final Map<String, Uuid> topicIds = new HashMap<>();

  CheckedReader(
      SourceReader<T, KafkaPartitionSplit> reader, SourceTopic topic, LostOffsets policy) {
    this.reader = requireNonNull(reader, "reader is null");
    this.topic = requireNonNull(topic, "topic is null");
    this.policy = requireNonNull(policy, "policy is null");
  }

  @Override
  public void start() {
    reader.start();
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    boolean unplaced =
        splits.stream()
            .anyMatch(split -> split.getStartingOffset() == KafkaPartitionSplit.COMMITTED_OFFSET);
    List<KafkaPartitionSplit> placed =
        new SourcePositions(policy, topic.now(), unplaced ? topic.committed() : Map.of())
            .place(splits);
    for (KafkaPartitionSplit split : placed) {
      topicIds.put(split.splitId(), ((TopicSplit) split).topicId());
    }
    reader.addSplits(placed);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
    try {
      return reader.pollNext(output);
    } catch (RuntimeException e) {
      OffsetOutOfRangeException lost =
          ExceptionUtils.findThrowable(e, OffsetOutOfRangeException.class).orElse(null);
      throw lost == null ? e : lost(lost, e);
    }
  }

  /** Not as the cause: the root of all causes is what people are shown. */
  private static LostOffsetsException lost(OffsetOutOfRangeException lost, RuntimeException e) {
    LostOffsetsException failure =
        new LostOffsetsException(
            "the topic does not hold the offsets that the job is to read next, "
                + lost.offsetOutOfRangePartitions()
                + ": retention was faster than the job, or the topic was made anew");
    failure.addSuppressed(e);
    return failure;
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    return reader.snapshotState(checkpointId).stream().map(this::withTopicId).toList();
  }

  private KafkaPartitionSplit withTopicId(KafkaPartitionSplit split) {
    return new TopicSplit(split, requireNonNull(topicIds.get(split.splitId()), split.splitId()));
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return reader.isAvailable();
  }

  @Override
  public void notifyNoMoreSplits() {
    reader.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    reader.handleSourceEvents(event);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    reader.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    reader.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
    reader.pauseOrResumeSplits(toPause, toResume);
  }

  @Override
  public void close() throws Exception {
    reader.close();
  }
}

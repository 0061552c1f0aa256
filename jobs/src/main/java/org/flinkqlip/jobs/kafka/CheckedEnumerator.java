// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.kafka.common.Uuid;
import org.flinkqlip.jobs.options.LostOffsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An enumerator that looks now and then whether the topic is still the same one. A reader's client
 * finds its offsets in a topic made anew as soon as that has grown past them, and goes on there.
 */
final class CheckedEnumerator
    implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {
  private static final Logger LOG = LoggerFactory.getLogger(CheckedEnumerator.class);
  private static final Duration PERIOD = Duration.ofSeconds(30);

  private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator;
  private final SplitEnumeratorContext<KafkaPartitionSplit> context;
  private final SourceTopic topic;
  private final LostOffsets policy;
  private @Nullable Uuid first;

  CheckedEnumerator(
      SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator,
      SplitEnumeratorContext<KafkaPartitionSplit> context,
      SourceTopic topic,
      LostOffsets policy) {
    this.enumerator = requireNonNull(enumerator, "enumerator is null");
    this.context = requireNonNull(context, "context is null");
    this.topic = requireNonNull(topic, "topic is null");
    this.policy = requireNonNull(policy, "policy is null");
  }

  @Override
  public void start() {
    enumerator.start();
    context.callAsync(topic::id, this::compare, 0, PERIOD.toMillis());
  }

  private void compare(Uuid id, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.debug(
          "The id of topic {} could not be read, and is asked for again", topic.name(), failure);
    } else if (first == null) {
      first = id;
    } else if (!first.equals(id)) {
      throw madeAnew(id);
    }
  }

  /** Unless the job is to fail, it restarts, and its readers begin where they are told to. */
  private RuntimeException madeAnew(Uuid id) {
    String what =
        "topic %s was made anew under the running job: its id is %s, it was %s"
            .formatted(topic.name(), id, first);
    return policy == LostOffsets.FAIL
        ? new LostOffsetsException(what)
        : new FlinkRuntimeException(what + ". The job restarts and goes on at its " + policy);
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    enumerator.handleSplitRequest(subtask, host);
  }

  @Override
  public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
    enumerator.addSplitsBack(splits, subtask);
  }

  @Override
  public void addReader(int subtask) {
    enumerator.addReader(subtask);
  }

  @Override
  public KafkaSourceEnumState snapshotState(long checkpointId) throws Exception {
    return enumerator.snapshotState(checkpointId);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    enumerator.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    enumerator.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    enumerator.handleSourceEvent(subtask, event);
  }

  @Override
  public void close() throws IOException {
    enumerator.close();
  }
}

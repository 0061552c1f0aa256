// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.CommittedResult;
import org.flinkqlip.jobs.audit.InputRecord;
import org.flinkqlip.jobs.audit.InvariantCheck;
import org.flinkqlip.jobs.audit.ResultReader;
import org.flinkqlip.jobs.audit.ResultRecord;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.schemas.wire.WireFormat;

/** All that a job has committed. Not thread-safe. */
public final class JobOutcomes implements AutoCloseable {
  private final StreamTopics topics;
  private final ResultReader reader;
  private final Consumer<CommittedResult> listener;
  private final List<ResultRecord> outcomes = new ArrayList<>();
  private int inputs;

  /**
   * Outcomes from the beginning.
   *
   * @param listener is told of each
   */
  public JobOutcomes(
      String bootstrapServers,
      StreamTopics topics,
      WireFormat format,
      Consumer<CommittedResult> listener) {
    this.topics = topics;
    this.reader = ResultReader.of(bootstrapServers, topics, format);
    this.listener = listener;
  }

  /** How many inputs have one, if each has its own: of the topics of results the first counts. */
  public int size() {
    return inputs;
  }

  /** Takes what was committed since the last call; returns how many. */
  public int take() {
    return take(reader.poll());
  }

  /** Reads to the end and compares. */
  public AuditReport audit(Collection<InputRecord> inputs, Duration timeout) {
    take(reader.readToEnd(timeout));
    return InvariantCheck.check(topics, inputs, outcomes);
  }

  private int take(List<CommittedResult> results) {
    for (CommittedResult result : results) {
      outcomes.add(result.record());
      String topic = result.record().topic();
      if (topic.equals(topics.firstResults()) || topic.equals(topics.deadLetters())) {
        inputs++;
      }
      listener.accept(result);
    }
    return results.size();
  }

  @Override
  public void close() {
    reader.close();
  }
}

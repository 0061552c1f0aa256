// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.quarantine;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.TaskInfo;
import org.flinkqlip.operators.quarantine.CaseFile.Failures;
import org.flinkqlip.operators.record.InputPosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The guard of one writer of results: finds the input whose result the broker refuses. What it
 * finds, the {@link Quarantine} of the next start condemns. Its task does not die of a refusal, so
 * nothing is written down before.
 */
public final class RefusalGuard {
  static final String SINK = "sink";

  private static final Logger LOG = LoggerFactory.getLogger(RefusalGuard.class);

  /** Results after which the broker's answer is waited for. */
  private static final int GROUP = 32;

  private static final Duration HOUR = Duration.ofHours(1);

  private final CaseFolder folder;
  private final Duration watch;
  private final Clock clock;
  private final Instant opened;
  private final Set<InputPosition> suspects = new HashSet<>();
  private final Map<InputPosition, Failures> failures = new HashMap<>();
  private final Set<InputPosition> group = new LinkedHashSet<>();
  private final boolean first;
  private boolean watching;
  private int unanswered;

  private RefusalGuard(CaseFolder folder, Duration watch, TaskInfo task, Clock clock) {
    this.folder = folder;
    this.watch = watch;
    this.clock = clock;
    this.opened = clock.instant();
    this.first = task.getIndexOfThisSubtask() == 0;
    CaseFile inherited = folder.inherited("the broker refused the result");
    inherited.suspects().forEach(range -> suspects.add(range.first()));
    failures.putAll(inherited.failures());
    suspects.addAll(failures.keySet());
    watching = task.getAttemptNumber() > 0 || folder.hasCases();
  }

  /** The guard of a writer, with what earlier attempts left for it. */
  public static RefusalGuard open(QuarantineOptions options, JobInfo job, TaskInfo task) {
    return open(
        CaseStore.of(options, job.getJobId().toHexString()), options, task, Clock.systemUTC());
  }

  static RefusalGuard open(CaseStore store, QuarantineOptions options, TaskInfo task, Clock clock) {
    requireNonNull(options, "options is null");
    return new RefusalGuard(
        new CaseFolder(
            store, SINK, task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks()),
        options.watch(),
        task,
        clock);
  }

  /** Whether the writer has to ask. */
  public boolean isWatching() {
    return watching;
  }

  /** Whether the results of an input have to be sent and awaited alone. */
  public boolean isSuspect(InputPosition input) {
    return suspects.contains(input);
  }

  /**
   * A result is sent with others.
   *
   * @return whether the broker's answer has to be waited for now
   */
  public boolean sent(InputPosition input) {
    group.add(input);
    return ++unanswered >= GROUP;
  }

  /** The broker has taken everything that was sent. */
  public void answered() {
    group.clear();
    unanswered = 0;
  }

  /** The broker has refused a result that was sent alone, for what it is. */
  public void refused(InputPosition input, String cause) {
    failures.merge(input, new Failures(1, cause), (before, one) -> before.oneMore(cause));
    LOG.warn("[{}] the broker refused its result, sent alone: {}", input, cause);
    save();
  }

  /** Everything up to a checkpoint was taken by the broker. */
  public void snapshot() {
    boolean longEnough = clock.instant().isAfter(opened.plus(watch));
    if (watching
        && longEnough
        && (suspects.isEmpty() || clock.instant().isAfter(opened.plus(HOUR)))) {
      watching = false;
      folder.write(CaseFile.EMPTY);
      if (first) {
        folder.removeThoseOfOtherParallelism();
      }
    }
  }

  /** The broker has taken the results of a suspect, all that were sent alone. */
  public void acquit(InputPosition input) {
    suspects.remove(input);
    if (failures.remove(input) != null) {
      save();
    }
  }

  /** The writer ends: whatever the broker has not taken is suspect. */
  public void close() {
    if (watching) {
      suspects.addAll(group);
      save();
    }
  }

  private void save() {
    Set<InputPosition> all = new LinkedHashSet<>(suspects);
    all.addAll(failures.keySet());
    List<OffsetRange> ranges = new ArrayList<>(all.stream().map(OffsetRange::of).toList());
    folder.write(new CaseFile(List.of(), ranges, Optional.empty(), failures));
  }
}

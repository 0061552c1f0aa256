// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.quarantine;

import static java.util.Objects.requireNonNull;
import static org.flinkqlip.operators.outcome.DeadLetterCategory.QUARANTINED;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.TaskInfo;
import org.flinkqlip.operators.metrics.QuarantineMetrics;
import org.flinkqlip.operators.microbatch.RecordGuard;
import org.flinkqlip.operators.outcome.Origin;
import org.flinkqlip.operators.outcome.PreparationFailedException;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.outcome.RecordRuleException;
import org.flinkqlip.operators.quarantine.CaseFile.Failures;
import org.flinkqlip.operators.record.InputPosition;
import org.flinkqlip.operators.record.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The guard of one task. While it watches, it writes down what is taken in before it is taken in,
 * so that the next attempt knows what was under way when a process died without a word. A record
 * that failed alone twice, between blank inputs that passed, is condemned.
 */
public final class Quarantine implements RecordGuard {
  /** Failures alone that condemn: once could be the moment at which someone killed the process. */
  static final int FAILURES_TO_CONDEMN = 2;

  /** The case files of operators, and of the sink's writers. */
  static final String TASK = "task";

  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

  /** Records of a partition that one line announces. */
  private static final int RANGE = 32;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration VERDICTS_KEPT = Duration.ofDays(1);
  private static final String DEATH =
      "the process died while nothing else was under way (a native crash, a memory limit, or a"
          + " kill)";

  private final CaseFolder folder;
  private final int max;
  private final Duration watch;
  private final Clock clock;
  private final QuarantineMetrics metrics;
  private final boolean first;
  private final Instant opened;

  private final Map<InputPosition, Verdict> verdicts = new HashMap<>();
  private final List<OffsetRange> underWay = new ArrayList<>();
  private List<OffsetRange> suspects;
  private final Map<InputPosition, Failures> failures;
  private @Nullable InputPosition alone;
  private volatile boolean watching;
  private long lastWatched = Long.MAX_VALUE;

  /** Why the task is about to fail, if what is under way can be to blame. */
  private volatile @Nullable Throwable blame;

  private Quarantine(
      CaseFolder folder,
      QuarantineOptions options,
      TaskInfo task,
      Clock clock,
      QuarantineMetrics metrics) {
    this.folder = folder;
    this.max = options.max();
    this.watch = options.watch();
    this.clock = clock;
    this.metrics = metrics;
    this.first = task.getIndexOfThisSubtask() == 0;
    this.opened = clock.instant();
    folder.verdicts().forEach(verdict -> verdicts.put(verdict.record(), verdict));
    CaseFile inherited = folder.inherited(DEATH);
    this.suspects = new ArrayList<>(inherited.suspects());
    this.failures = new HashMap<>(inherited.failures());
    this.watching = task.getAttemptNumber() > 0 || folder.hasCases();
    metrics.register(() -> watching ? 1 : 0);
  }

  /** The guard of a task, with what earlier attempts left for it. */
  public static Quarantine open(
      QuarantineOptions options, JobInfo job, TaskInfo task, QuarantineMetrics metrics) {
    return open(
        CaseStore.of(options, job.getJobId().toHexString()),
        options,
        task,
        Clock.systemUTC(),
        metrics);
  }

  static Quarantine open(
      CaseStore store,
      QuarantineOptions options,
      TaskInfo task,
      Clock clock,
      QuarantineMetrics metrics) {
    return new Quarantine(
        new CaseFolder(
            store, TASK, task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks()),
        requireNonNull(options, "options is null"),
        task,
        clock,
        metrics);
  }

  /**
   * Condemns who failed alone often enough, if a blank input passes now.
   *
   * @throws QuarantineFullException if these are too many
   */
  @Override
  public void start(Probe blank) throws Exception {
    List<Verdict> fresh = new ArrayList<>();
    condemnable(failures, false).forEach(fresh::add);
    for (CaseFile file : folder.ofRole(RefusalGuard.SINK)) {
      condemnable(file.failures(), true).forEach(fresh::add);
    }
    if (!fresh.isEmpty()) {
      blank.run();
      condemn(fresh);
    }
    if (watching) {
      save();
      LOG.info(
          "Records are taken in under watch: {} ranges are suspect, {} records have failed alone",
          suspects.size(),
          failures.size());
    }
  }

  private Stream<Verdict> condemnable(Map<InputPosition, Failures> failed, boolean refused) {
    return failed.entrySet().stream()
        .filter(entry -> entry.getValue().count() >= FAILURES_TO_CONDEMN)
        .filter(entry -> !verdicts.containsKey(entry.getKey()))
        .map(
            entry ->
                new Verdict(entry.getKey(), clock.instant(), entry.getValue().cause(), refused));
  }

  private void condemn(List<Verdict> fresh) throws QuarantineFullException {
    List<Verdict> ofThisHour = new ArrayList<>(fresh);
    for (Verdict verdict : verdicts.values()) {
      if (verdict.isYoungerThan(HOUR, clock.instant())) {
        ofThisHour.add(verdict);
      }
    }
    if (ofThisHour.size() > max) {
      throw new QuarantineFullException(max, ofThisHour);
    }
    for (Verdict verdict : fresh) {
      LOG.error(
          "[{}] is not run any more, a dead letter takes its place: {}",
          verdict.record(),
          verdict.cause());
      folder.add(verdict);
      verdicts.put(verdict.record(), verdict);
      failures.remove(verdict.record());
      clear(verdict.record());
    }
  }

  @Override
  public boolean isWatching() {
    return watching;
  }

  @Override
  public Optional<Exception> verdict(SourceRecord record) {
    if (verdicts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(verdicts.get(record.position()))
        .map(verdict -> fault(record, verdict));
  }

  /** Nobody looks into the record any more, so little is known of it. */
  private static Exception fault(SourceRecord record, Verdict verdict) {
    String message =
        ("it made the job fail, and twice more when it ran alone between blank inputs that passed:"
                + " %s. Read it at its coordinates and try it in a process of its own")
            .formatted(verdict.cause());
    Origin origin = Origin.of(record);
    RecordFacts facts = RecordFacts.of(record);
    if (verdict.refused()) {
      // The broker would refuse the dead letter for the same timestamp.
      Origin now =
          new Origin(
              origin.topic(),
              origin.partition(),
              origin.offset(),
              System.currentTimeMillis(),
              origin.key(),
              origin.recordSize());
      facts = new RecordFacts(now, null, null, facts.eventTime(), facts.attributes(), null, null);
    }
    return new PreparationFailedException(facts, new RecordRuleException(QUARANTINED, message));
  }

  @Override
  public boolean isSuspect(SourceRecord record) {
    if (record.isTombstone() || (suspects.isEmpty() && failures.isEmpty())) {
      return false;
    }
    InputPosition coordinates = record.position();
    return !verdicts.containsKey(coordinates)
        && (failures.containsKey(coordinates)
            || suspects.stream().anyMatch(range -> range.contains(coordinates)));
  }

  @Override
  public boolean wantsDrain(SourceRecord record) {
    InputPosition coordinates = record.position();
    return underWay.stream()
        .anyMatch(range -> range.isOfPartition(coordinates) && !range.contains(coordinates));
  }

  @Override
  public void announce(SourceRecord record) {
    InputPosition coordinates = record.position();
    if (underWay.stream().anyMatch(range -> range.contains(coordinates))) {
      return;
    }
    if (wantsDrain(record)) {
      underWay.clear(); // the caller has drained: all of it has left
    }
    underWay.add(new OffsetRange(coordinates, coordinates.offset() + RANGE));
    save();
  }

  @Override
  public void announceAlone(SourceRecord record) {
    underWay.clear();
    alone = record.position();
    metrics.ranAlone();
    LOG.info("[{}] runs alone", alone);
    save();
  }

  @Override
  public void acquit(SourceRecord record) {
    boolean hadFailed = failures.remove(record.position()) != null;
    clear(record.position());
    alone = null;
    if (hadFailed || suspects.isEmpty()) {
      save();
    }
  }

  /** Offsets come in order: with a record, what lies before it in its range has come too. */
  private void clear(InputPosition record) {
    suspects =
        new ArrayList<>(
            suspects.stream()
                .flatMap(
                    range ->
                        range.contains(record) ? range.after(record).stream() : Stream.of(range))
                .toList());
  }

  @Override
  public void accuse(Throwable failure) {
    blame = failure;
  }

  @Override
  public void drained(long checkpoint) {
    boolean longEnough = clock.instant().isAfter(opened.plus(watch));
    boolean settled =
        (suspects.isEmpty() && failures.isEmpty()) || clock.instant().isAfter(opened.plus(HOUR));
    if (watching && longEnough && settled) {
      lastWatched = Math.min(lastWatched, checkpoint);
    }
  }

  @Override
  public void completed(long checkpoint) {
    if (!watching || checkpoint < lastWatched) {
      return;
    }
    watching = false;
    suspects.clear();
    failures.clear();
    underWay.clear();
    save();
    if (first) {
      folder.removeThoseOfOtherParallelism();
      verdicts.values().stream()
          .filter(verdict -> !verdict.isYoungerThan(VERDICTS_KEPT, clock.instant()))
          .forEach(folder::remove);
    }
    LOG.info("Records are taken in without watch again");
  }

  /** Takes back what this task said, unless what is under way can be to blame for its end. */
  @Override
  public void close() {
    if (!watching) {
      return;
    }
    Throwable failure = blame;
    CaseFile file = file();
    folder.write(
        failure == null
            ? new CaseFile(List.of(), suspects, Optional.empty(), failures)
            : file.inherited(failure.toString()));
  }

  private void save() {
    folder.write(file());
  }

  private CaseFile file() {
    return new CaseFile(underWay, suspects, Optional.ofNullable(alone), failures);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.flinkqlip.operators.batching.StageFailedException;
import org.flinkqlip.operators.metrics.QuarantineMetrics;
import org.flinkqlip.operators.microbatch.RecordGuard;
import org.flinkqlip.operators.outcome.PreparationFailedException;
import org.flinkqlip.operators.record.SourceRecord;
import org.junit.jupiter.api.Test;

/** The course of a case over several attempts; the store is what they have in common. */
class QuarantineTest {
  private static final RecordGuard.Probe PASSES = () -> {};

  private final Shelf store = new Shelf();
  private final MovableClock clock = new MovableClock();
  private int attempt;

  @Test
  void aJobThatRunsWritesNothing() throws Exception {
    Quarantine guard = start();

    assertThat(guard.isWatching()).isFalse();
    guard.drained(1);
    guard.completed(1);
    guard.close();
    assertThat(store.writes).isZero();
  }

  @Test
  void afterARestartOneFileAnnouncesManyRecords() throws Exception {
    attempt = 1;
    Quarantine guard = start();
    for (int offset = 0; offset < 64; offset++) {
      SourceRecord record = record(offset);
      assertThat(guard.isSuspect(record)).isFalse();
      assertThat(guard.wantsDrain(record)).as("before %d", offset).isEqualTo(offset == 32);
      guard.announce(record);
    }

    assertThat(store.writes).isEqualTo(2);
  }

  @Test
  void whoKillsItsProcessTwiceAloneIsCondemned() throws Exception {
    attempt = 1;
    start().announce(record(4)); // and the process is gone

    attempt = 2;
    Quarantine second = start();
    assertThat(second.isSuspect(record(4))).isTrue();
    passAlone(second, 4);
    second.announceAlone(record(5));

    attempt = 3;
    Quarantine third = start();
    assertThat(third.isSuspect(record(4))).as("it passed before").isFalse();
    assertThat(third.verdict(record(5))).as("once is no proof").isEmpty();
    assertThat(third.isSuspect(record(5))).isTrue();
    third.announceAlone(record(5));

    attempt = 4;
    Quarantine fourth = start();
    assertThat(fourth.isSuspect(record(5))).isFalse();
    assertThat(fourth.verdict(record(5)).orElseThrow())
        .isInstanceOfSatisfying(
            PreparationFailedException.class,
            fault -> {
              assertThat(fault.facts().item()).isEqualTo("in-0@5");
              assertThat(fault.failure())
                  .hasMessageContaining("twice")
                  .hasMessageContaining("died");
            });
    assertThat(fourth.verdict(record(6))).isEmpty();
    assertThat(fourth.isSuspect(record(6))).as("its range is suspect still").isTrue();

    attempt = 0; // the job manager failed over
    assertThat(start().verdict(record(5))).isPresent();
  }

  @Test
  void whoPassesAloneIsSuspectNoMore() throws Exception {
    failAlone(5);

    attempt++;
    Quarantine guard = start();
    passAlone(guard, 5);

    attempt++;
    assertThat(start().isSuspect(record(5))).isFalse();
  }

  @Test
  void aBlankThatDoesNotPassCondemnsNobody() throws Exception {
    failAlone(5);
    failAlone(5);

    attempt++;
    Quarantine guard = open();
    assertThatThrownBy(
            () ->
                guard.start(
                    () -> {
                      throw new StageFailedException("sick");
                    }))
        .hasMessage("sick");
    assertThat(guard.verdict(record(5))).isEmpty();
    guard.close();

    attempt++;
    assertThat(start().verdict(record(5))).as("after a blank one passed").isPresent();
  }

  @Test
  void aTaskThatEndsForAnotherReasonTakesItsAccusationsBack() throws Exception {
    failAlone(5);

    attempt++;
    Quarantine guard = start();
    guard.announceAlone(record(5));
    guard.close(); // cancelled, or the error of a library

    attempt++;
    Quarantine next = start();
    assertThat(next.verdict(record(5))).isEmpty();
    assertThat(next.isSuspect(record(5))).as("still to be tried").isTrue();
  }

  @Test
  void aTaskThatEndsByAFailureOfARecordKeepsIts() throws Exception {
    for (int i = 0; i < 2; i++) {
      attempt++;
      Quarantine guard = start();
      guard.announceAlone(record(5));
      guard.accuse(new OutOfMemoryError("Java heap space"));
      guard.close();
    }

    attempt++;
    assertThat(start().verdict(record(5)).orElseThrow()).hasMessageContaining("Java heap space");
  }

  @Test
  void oneMoreThanMayBeInAnHourFailsTheJobForGoodWithTheirNames() throws Exception {
    for (int offset = 0; offset < 3; offset++) {
      failAlone(offset);
      failAlone(offset);
      attempt++;
      start().close();
    }
    failAlone(3);
    failAlone(3);

    attempt++;
    Quarantine guard = open();
    assertThatThrownBy(() -> guard.start(PASSES))
        .isInstanceOf(QuarantineFullException.class)
        .hasMessageContaining("quarantine.max (3)")
        .hasMessageContaining("in-0@0")
        .hasMessageContaining("in-0@3");
    assertThat(guard.verdict(record(3))).isEmpty();

    clock.forward(Duration.ofMinutes(61));
    attempt++;
    assertThat(start().verdict(record(3))).as("an hour later").isPresent();
  }

  @Test
  void theWatchEndsWithACheckpointWhenNobodyIsSuspectAnyMore() throws Exception {
    attempt = 1;
    Quarantine guard = start();
    guard.announce(record(0));
    guard.drained(1);
    guard.completed(1);
    assertThat(guard.isWatching()).as("too early").isTrue();

    clock.forward(Duration.ofSeconds(31));
    guard.drained(2);
    guard.completed(1);
    assertThat(guard.isWatching()).as("an earlier checkpoint").isTrue();
    guard.completed(2);
    assertThat(guard.isWatching()).isFalse();
    assertThat(store.texts).isEmpty();
  }

  @Test
  void theWatchGoesOnWhileThereAreSuspects() throws Exception {
    failAlone(5);

    attempt++;
    Quarantine guard = start();
    clock.forward(Duration.ofSeconds(31));
    guard.drained(1);
    guard.completed(1);
    assertThat(guard.isWatching()).isTrue();

    passAlone(guard, 5);
    guard.drained(2);
    guard.completed(2);
    assertThat(guard.isWatching()).isFalse();
  }

  @Test
  void atAnotherParallelismSuspectsFollowTheirPartition() throws Exception {
    attempt = 1;
    open(task(1, 2)).announce(record(5));

    attempt = 0;
    Quarantine only = open(task(0, 1));
    assertThat(only.isWatching()).isTrue();
    assertThat(only.isSuspect(record(5))).isTrue();
  }

  @Test
  void aFolderThatCannotBeWrittenFailsNothing() throws Exception {
    store.broken = true;
    attempt = 1;
    Quarantine guard = start();
    guard.announce(record(1));
    guard.announceAlone(record(2));
    guard.acquit(record(2));
    guard.close();
  }

  private void failAlone(long offset) throws Exception {
    attempt++;
    start().announceAlone(record(offset)); // and the process is gone
  }

  private static void passAlone(Quarantine guard, long offset) {
    guard.announceAlone(record(offset));
    guard.acquit(record(offset));
  }

  private Quarantine start() throws Exception {
    Quarantine guard = open();
    guard.start(PASSES);
    return guard;
  }

  private Quarantine open() {
    return open(task(0, 1));
  }

  private Quarantine open(TaskInfo task) {
    return Quarantine.open(
        store,
        new QuarantineOptions(null, 3, Duration.ofSeconds(30)),
        task,
        clock,
        new QuarantineMetrics(new UnregisteredMetricsGroup()));
  }

  private TaskInfo task(int index, int parallelism) {
    return new TaskInfoImpl("tokenize images", 8, index, parallelism, attempt);
  }

  private static SourceRecord record(long offset) {
    return new SourceRecord("in", 0, offset, 1_000, null, "value".getBytes(UTF_8));
  }
}

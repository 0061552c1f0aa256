// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.operators.batching.Item.Behaviour;
import org.junit.jupiter.api.Test;

class MicroBatchEngineTest {
  private static final int LINGER = 10;
  private static final int STALL = 1000;

  private final VirtualHost host = new VirtualHost();
  private final ItemStage stage = new ItemStage();
  private final List<String> emitted = new ArrayList<>();
  private final List<BatchObserver.BatchReport> reports = new ArrayList<>();
  private MicroBatchEngine<Item, Integer, Item[], Integer> engine = engine(4, 100, 2);

  @Test
  void fullBatchIsClosedAndRunAtOnce() throws Exception {
    addGood(1, 2, 3, 4);
    host.settle();

    assertThat(emitted).containsExactly("ok 1", "ok 2", "ok 3", "ok 4");
    assertThat(stage.runSizes).containsExactly(4);
  }

  @Test
  void batchIsClosedBeforeARecordThatWouldExceedItsBytes() throws Exception {
    engine.add(new Item(1, Behaviour.GOOD, 60), 0);
    engine.add(new Item(2, Behaviour.GOOD, 50), 0);
    host.settle();

    assertThat(emitted).containsExactly("ok 1");
    assertThat(engine.openRecords()).isEqualTo(1);
  }

  @Test
  void recordLargerThanABatchGoesAlone() throws Exception {
    engine.add(new Item(1, Behaviour.GOOD, 5000), 0);
    host.settle();

    assertThat(emitted).containsExactly("ok 1");
  }

  @Test
  void lingeringBatchIsClosedByItsTimer() throws Exception {
    addGood(1, 2);
    host.settle();
    host.advance(LINGER - 1);
    host.settle();
    assertThat(emitted).isEmpty();

    host.advance(1);
    host.settle();

    assertThat(emitted).containsExactly("ok 1", "ok 2");
  }

  @Test
  void timerOfABatchThatIsGoneDoesNotCloseTheNext() throws Exception {
    addGood(1);
    List<EngineHost.Work> late = host.callbacks();
    addGood(2, 3, 4, 5);

    for (EngineHost.Work callback : late) {
      callback.run();
    }
    host.settle();

    assertThat(emitted).containsExactly("ok 1", "ok 2", "ok 3", "ok 4");
    assertThat(engine.openRecords()).isEqualTo(1);
  }

  @Test
  void zeroLingerWaitsForNothingButABusyDevice() throws Exception {
    engine = engine(new BatchLimits(4, 100, Duration.ZERO, 1, Duration.ofMillis(STALL)));
    addGood(1, 2, 3);
    host.settle();

    assertThat(emitted).containsExactly("ok 1", "ok 2", "ok 3");
    assertThat(stage.runSizes).containsExactly(1, 2);
  }

  @Test
  void batchThatIsDueGoesOnTakingRecordsWhileTheDeviceIsBusy() throws Exception {
    engine = engine(4, 100, 1);
    addGood(1, 2, 3, 4);
    addGood(5);
    host.advance(LINGER);
    assertThat(engine.inFlight()).isEqualTo(1);
    addGood(6);

    host.settle();

    assertThat(emitted).containsExactly("ok 1", "ok 2", "ok 3", "ok 4", "ok 5", "ok 6");
    assertThat(stage.runSizes).containsExactly(4, 2);
  }

  @Test
  void addYieldsWhenAllBuffersAreFull() throws Exception {
    List<Integer> inFlightWhileYielding = new ArrayList<>();
    host.whileYielding =
        () -> {
          inFlightWhileYielding.add(engine.inFlight());
          return host.stepWorkers();
        };
    addGood(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(inFlightWhileYielding).isEmpty();
    assertThat(engine.openRecords()).isEqualTo(4);

    addGood(13);

    assertThat(inFlightWhileYielding).isNotEmpty().containsOnly(2);
    assertThat(stage.buffers).hasValue(3);
  }

  @Test
  void preparationOfTheNextBatchRunsWhileThisOneWaitsForTheDevice() throws Exception {
    addGood(1, 2, 3, 4);
    addGood(5, 6);
    while (host.stepPool(0)) {
      // prepares all six
    }

    assertThat(host.deviceTasks).hasSize(1);
    assertThat(stage.runSizes).isEmpty();
    host.settle();
    assertThat(emitted).hasSize(4);
    host.advance(LINGER);
    assertThat(host.poolTasks).isEmpty();
    assertThat(host.deviceTasks).hasSize(1);
  }

  @Test
  void batchWhosePreparationIsSlowDoesNotHoldUpTheDeviceButKeepsItsPlace() throws Exception {
    addGood(1, 2, 3, 4);
    addGood(5, 6, 7, 8);
    Runnable slow = host.poolTasks.remove(0);
    host.settle();
    assertThat(stage.runSizes).as("the second batch has run").containsExactly(4);
    assertThat(emitted).isEmpty();
    assertThat(engine.inFlight()).isEqualTo(2);

    slow.run();
    host.settle();

    assertThat(emitted)
        .containsExactly("ok 1", "ok 2", "ok 3", "ok 4", "ok 5", "ok 6", "ok 7", "ok 8");
  }

  @Test
  void controlEventLeavesAtOnceWhenNothingIsBeforeIt() throws Exception {
    engine.addControl(() -> emitted.add("watermark"));

    assertThat(emitted).containsExactly("watermark");
  }

  @Test
  void controlEventsKeepTheirPlaceAndCloseNoBatch() throws Exception {
    addGood(1, 2);
    engine.addControl(() -> emitted.add("watermark"));
    engine.addControl(() -> emitted.add("idle"));
    addGood(3, 4);
    host.settle();

    assertThat(emitted).containsExactly("ok 1", "ok 2", "watermark", "idle", "ok 3", "ok 4");
    assertThat(stage.runSizes).containsExactly(4);
  }

  @Test
  void controlEventWaitsForTheBatchInFlight() throws Exception {
    addGood(1, 2, 3, 4);
    engine.addControl(() -> emitted.add("idle"));
    assertThat(emitted).isEmpty();

    host.settle();

    assertThat(emitted).endsWith("ok 4", "idle");
  }

  @Test
  void passedRecordKeepsItsPlaceAndTakesNoSlot() throws Exception {
    add(Behaviour.PASSED, 1);
    assertThat(emitted).containsExactly("passed 1");
    addGood(2);
    add(Behaviour.PASSED, 3);
    addGood(4);
    engine.drain();

    assertThat(emitted).containsExactly("passed 1", "ok 2", "passed 3", "ok 4");
    assertThat(stage.runSizes).containsExactly(2);
  }

  @Test
  void passedRecordsBehindAWaitingBatchAreBounded() throws Exception {
    addGood(1);
    for (int id = 2; id <= 13; id++) {
      add(Behaviour.PASSED, id);
    }
    assertThat(emitted).isEmpty();

    add(Behaviour.PASSED, 14);

    assertThat(emitted).hasSize(14).startsWith("ok 1").endsWith("passed 14");
  }

  @Test
  void rejectedRecordLeavesItsNeighboursAlone() throws Exception {
    add(Behaviour.REJECTED, 1);
    addGood(2);
    add(Behaviour.REJECTED, 3);
    addGood(4);
    host.settle();

    assertThat(emitted).containsExactly("rejected 1", "ok 2", "rejected 3", "ok 4");
    assertThat(stage.runSizes).containsExactly(2);
  }

  @Test
  void batchOfRejectedRecordsIsNotRun() throws Exception {
    add(Behaviour.REJECTED, 1);
    add(Behaviour.REJECTED, 2);
    engine.drain();

    assertThat(emitted).containsExactly("rejected 1", "rejected 2");
    assertThat(stage.runSizes).isEmpty();
  }

  @Test
  void failedBatchIsSplitUntilTheCulpritIsAlone() throws Exception {
    engine = engine(8, 100, 2);
    addGood(1, 2, 3, 4, 5);
    add(Behaviour.POISON, 6);
    addGood(7, 8);
    host.settle();

    assertThat(emitted)
        .containsExactly("ok 1", "ok 2", "ok 3", "ok 4", "ok 5", "failed 6", "ok 7", "ok 8");
    assertThat(stage.runSizes).containsExactly(8, 4, 4, 2, 1, 1, 2);
    assertThat(reports).extracting(BatchObserver.BatchReport::runCalls).containsExactly(7);
  }

  @Test
  void brokenDeviceFailsTheJob() throws Exception {
    addGood(1, 2, 3);
    add(Behaviour.BREAKS_RUN, 4);

    assertThatThrownBy(host::settle)
        .isInstanceOf(StageFailedException.class)
        .hasMessage("device lost at 4");
    assertThat(emitted).isEmpty();
  }

  @Test
  void brokenServiceInPreparationFailsTheJob() throws Exception {
    add(Behaviour.BREAKS_PREPARE, 1);

    assertThatThrownBy(host::settle)
        .isInstanceOf(StageFailedException.class)
        .hasMessage("service gone at 1");
  }

  @Test
  void failureReachesAnOwnerThatDrains() throws Exception {
    add(Behaviour.BREAKS_RUN, 1);

    assertThatThrownBy(() -> engine.drain()).isInstanceOf(StageFailedException.class);
  }

  @Test
  void drainEmitsEverythingAndLeavesNothing() throws Exception {
    addGood(1, 2, 3, 4, 5, 6);
    engine.addControl(() -> emitted.add("watermark"));

    engine.drain();

    assertThat(emitted).hasSize(7).endsWith("ok 6", "watermark");
    assertThat(engine.inFlight()).isZero();
    assertThat(engine.openRecords()).isZero();
  }

  @Test
  void timestampsComeBackWithTheirRecords() throws Exception {
    List<Long> timestamps = new ArrayList<>();
    engine =
        new MicroBatchEngine<>(
            stage,
            limits(4, 100, 2),
            host.pool,
            host.device,
            host,
            (outcome, timestamp) -> timestamps.add(timestamp),
            BatchObserver.NONE);
    for (int id = 1; id <= 4; id++) {
      engine.add(Item.good(id), 100L + id);
    }
    host.settle();

    assertThat(timestamps).containsExactly(101L, 102L, 103L, 104L);
  }

  @Test
  void aDeviceThatHangsIsSeenThoughTheWatchdogLookedBetweenPreparationAndRun() throws Exception {
    stage.whenMoving =
        () -> {
          try {
            host.advance(STALL / StallWatchdog.CHECKS);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        };
    engine.add(Item.of(1, Behaviour.REJECTED), 0);
    addGood(2, 3, 4);
    while (host.stepPool(0)) {
      // the last preparation hands the batch to the device, which does not run it
    }

    assertThatThrownBy(() -> host.advance(2 * STALL))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("waits for its run to end");
  }

  @Test
  void runThatShowsNoProgressFailsTheJob() throws Exception {
    addGood(1, 2, 3, 4);
    while (host.stepPool(0)) {
      // prepared; the device does nothing
    }
    host.advance(STALL - 1);

    assertThatThrownBy(() -> host.advance(STALL / StallWatchdog.CHECKS + 1))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("No progress in 1000 ms")
        .hasMessageContaining("waits for its run to end");
  }

  @Test
  void preparationThatShowsNoProgressFailsTheJobAndIsNamed() throws Exception {
    addGood(1);
    host.settle();
    add(Behaviour.GOOD, 2);

    assertThatThrownBy(() -> host.advance(2 * STALL))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("preparation has not ended for 1 records")
        .hasMessageContaining("Item[id=2");
  }

  @Test
  void watchdogLeavesAnIdleEngineAlone() throws Exception {
    addGood(1, 2, 3, 4);
    host.settle();
    host.advance(10 * STALL);

    assertThat(host.timers()).isZero();
  }

  @Test
  void watchdogIsSatisfiedBySlowProgress() throws Exception {
    addGood(1, 2, 3, 4);
    for (int i = 0; i < 4; i++) {
      host.advance(STALL - STALL / StallWatchdog.CHECKS);
      host.stepPool(0);
    }
    host.advance(STALL - STALL / StallWatchdog.CHECKS);
    host.settle();

    assertThat(emitted).hasSize(4);
  }

  @Test
  void closingEmitsNothingMoreAndCallsNoStage() throws Exception {
    addGood(1, 2, 3, 4, 5);
    host.stepPool(0);
    host.stepPool(0);
    List<EngineHost.Work> late = host.callbacks();

    assertThat(engine.close(Duration.ZERO)).isTrue();
    for (EngineHost.Work callback : late) {
      callback.run();
    }
    host.settle();

    assertThat(emitted).isEmpty();
    assertThat(stage.runSizes).isEmpty();
    assertThat(stage.terminated).isTrue();
    assertThat(host.timers()).isZero();
  }

  @Test
  void mailOfABatchThatEndedBeforeClosingEmitsNothing() throws Exception {
    addGood(1, 2, 3, 4);
    while (host.stepWorkers()) {
      // the batch is done, its mail is not
    }
    assertThat(host.mails).hasSize(1);

    engine.close(Duration.ZERO);
    host.settle();

    assertThat(emitted).isEmpty();
  }

  @Test
  void ownerThatTakesNoMoreMailsIsLeftInPeace() throws Exception {
    addGood(1, 2, 3, 4);
    host.mailboxClosed = true;

    host.settle();

    assertThat(emitted).isEmpty();
    assertThat(stage.runSizes).containsExactly(4);
  }

  @Test
  void reportTellsTheTimesOfABatch() throws Exception {
    addGood(1, 2);
    host.advance(4);
    add(Behaviour.REJECTED, 3);
    addGood(4);
    while (host.stepPool(0)) {
      // prepared
    }
    host.advance(5);
    host.settle();

    assertThat(reports)
        .containsExactly(new BatchObserver.BatchReport(4, 3, 1, 4_000_000, 5_000_000, 0));
  }

  private void addGood(int... ids) throws Exception {
    for (int id : ids) {
      engine.add(Item.good(id), id);
    }
  }

  private void add(Behaviour behaviour, int id) throws Exception {
    engine.add(Item.of(id, behaviour), id);
  }

  private static BatchLimits limits(int maxRecords, long maxBytes, int maxInFlight) {
    return new BatchLimits(
        maxRecords, maxBytes, Duration.ofMillis(LINGER), maxInFlight, Duration.ofMillis(STALL));
  }

  private MicroBatchEngine<Item, Integer, Item[], Integer> engine(
      int maxRecords, long maxBytes, int maxInFlight) {
    return engine(limits(maxRecords, maxBytes, maxInFlight));
  }

  private MicroBatchEngine<Item, Integer, Item[], Integer> engine(BatchLimits limits) {
    return new MicroBatchEngine<>(
        stage,
        limits,
        host.pool,
        host.device,
        host,
        (outcome, timestamp) -> emitted.add(ItemStage.text(outcome)),
        new BatchObserver() {
          @Override
          public void recordPrepared(long nanos) {
            assertThat(nanos).isNotNegative();
          }

          @Override
          public void batchDone(BatchReport report) {
            reports.add(report);
          }
        });
  }
}

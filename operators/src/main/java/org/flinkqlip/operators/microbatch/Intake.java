// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.microbatch;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.flinkqlip.operators.batching.BatchStage;
import org.flinkqlip.operators.batching.MicroBatchEngine;
import org.flinkqlip.operators.batching.StageFailedException;
import org.flinkqlip.operators.record.SourceRecord;

/** How records enter the engine: as they come, or under the guard's eyes, suspects alone. */
final class Intake {
  private final MicroBatchEngine<SourceRecord, ?, ?, ?> engine;
  private final BatchStage<SourceRecord, ?, ?, ?> stage;
  private final Executor device;
  private final Duration limit;
  private final RecordGuard guard;

  /**
   * An intake.
   *
   * @param limit of a blank run
   */
  Intake(
      MicroBatchEngine<SourceRecord, ?, ?, ?> engine,
      BatchStage<SourceRecord, ?, ?, ?> stage,
      Executor device,
      Duration limit,
      RecordGuard guard) {
    this.engine = engine;
    this.stage = stage;
    this.device = device;
    this.limit = limit;
    this.guard = guard;
  }

  void start() throws Exception {
    guard.start(this::runBlank);
  }

  void add(SourceRecord record, long timestamp) throws Exception {
    if (!guard.isWatching()) {
      engine.add(record, timestamp);
    } else if (guard.isSuspect(record)) {
      runAlone(record, timestamp);
    } else {
      if (guard.wantsDrain(record)) {
        engine.drain();
      }
      guard.announce(record);
      engine.add(record, timestamp);
    }
  }

  private void runAlone(SourceRecord record, long timestamp) throws Exception {
    engine.drain();
    runBlank();
    guard.announceAlone(record);
    engine.add(record, timestamp);
    engine.drain();
    runBlank();
    guard.acquit(record);
  }

  private void runBlank() throws Exception {
    FutureTask<Void> blank =
        new FutureTask<>(
            () -> {
              stage.probe();
              return null;
            });
    device.execute(blank);
    try {
      blank.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = requireNonNullElse(e.getCause(), e);
      throw new StageFailedException(
          "the device takes not even a blank input: "
              + cause.getMessage()
              + ". Check the device's log; a CUDA error usually needs a new process",
          cause);
    } catch (TimeoutException e) {
      throw new StageFailedException(
          "a blank input has not left the device after "
              + limit.toMillis()
              + " ms: check the device, or raise the stall timeout if it may take so long",
          e);
    } finally {
      blank.cancel(true);
    }
  }
}

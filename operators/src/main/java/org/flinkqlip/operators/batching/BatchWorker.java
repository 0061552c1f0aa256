// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What happens off the owner's thread: preparation on the pool, runs on the device's thread. A
 * batch goes to the device's thread only when it is prepared, so one whose preparation is slow
 * holds up no other engine that shares the device.
 */
final class BatchWorker<I, P, B, R> {
  private final BatchStage<I, P, B, R> stage;
  private final Executor preparers;
  private final Executor device;
  private final EngineHost host;
  private final WhenDone<I, P, B, R> whenDone;
  private final CallGate gate = new CallGate();
  private final AtomicInteger outstanding = new AtomicInteger();
  private final AtomicLong progress = new AtomicLong();

  /** Takes a batch whose slots all have an outcome, on the owner's thread. */
  @FunctionalInterface
  interface WhenDone<I, P, B, R> {
    void accept(Batch<I, P, B, R> batch) throws Exception;
  }

  BatchWorker(
      BatchStage<I, P, B, R> stage,
      Executor preparers,
      Executor device,
      EngineHost host,
      WhenDone<I, P, B, R> whenDone) {
    this.stage = stage;
    this.preparers = preparers;
    this.device = device;
    this.host = host;
    this.whenDone = whenDone;
  }

  /** Prepares the slot on the pool; the returned task can be cancelled. */
  FutureTask<Void> prepare(Batch<I, P, B, R> batch, Slot<I, P, R> slot) {
    FutureTask<Void> task = new FutureTask<>(() -> guarded(() -> prepareSlot(batch, slot)), null);
    outstanding.incrementAndGet();
    preparers.execute(task);
    return task;
  }

  /** Takes a batch with no hold left. */
  void handOn(Batch<I, P, B, R> batch) {
    guarded(() -> compactAndRun(batch));
  }

  boolean isBusy() {
    return outstanding.get() > 0;
  }

  long progress() {
    return progress.get();
  }

  /** Lets no further call into the stage and asks a running one to end. */
  void shutDown() {
    gate.close();
    stage.terminate();
  }

  /** Whether the last call has left the stage; waits at most {@code limit}. */
  boolean awaitEnd(Duration limit) {
    return gate.awaitEmpty(limit);
  }

  private void prepareSlot(Batch<I, P, B, R> batch, Slot<I, P, R> slot) throws Exception {
    long start = host.nanoTime();
    try {
      slot.prepared(stage.prepare(requireNonNull(slot.record()), batch.buffer(), slot.position()));
    } catch (StageFailedException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      slot.rejected(e);
    }
    slot.prepareTook(host.nanoTime() - start);
    if (batch.release()) {
      compactAndRun(batch);
    }
    ended(); // only now: with nothing outstanding in between, the watchdog would fall asleep
  }

  private void compactAndRun(Batch<I, P, B, R> batch) {
    batch.compact(stage, host.nanoTime());
    if (batch.runnable().isEmpty()) {
      done(batch);
    } else {
      outstanding.incrementAndGet();
      device.execute(() -> guarded(() -> run(batch)));
    }
  }

  private void run(Batch<I, P, B, R> batch) throws Exception {
    batch.runStarted(host.nanoTime());
    runRange(batch, 0, batch.runnable().size());
    batch.runEnded(host.nanoTime());
    ended();
    done(batch);
  }

  private void runRange(Batch<I, P, B, R> batch, int first, int count) throws Exception {
    batch.runCalled();
    List<R> results;
    try {
      results = stage.run(batch.buffer(), first, count);
    } catch (StageFailedException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      if (gate.isClosed()) {
        throw e; // the call was told to end: no record is at fault
      }
      progress.incrementAndGet();
      split(batch, first, count, e);
      return;
    }
    if (results.size() != count) {
      throw new StageFailedException(
          "The stage gave " + results.size() + " results for " + count + " records");
    }
    for (int i = 0; i < count; i++) {
      batch.runnable().get(first + i).succeeded(results.get(i));
    }
    progress.incrementAndGet();
  }

  private void split(Batch<I, P, B, R> batch, int first, int count, Exception fault)
      throws Exception {
    if (count == 1) {
      batch.runnable().get(first).failed(fault);
      return;
    }
    int half = count / 2;
    runRange(batch, first, half);
    runRange(batch, first + half, count - half);
  }

  private void ended() {
    outstanding.decrementAndGet();
    progress.incrementAndGet();
  }

  private void done(Batch<I, P, B, R> batch) {
    mail(() -> whenDone.accept(batch), "batch done");
  }

  /**
   * Runs work that calls the stage, unless the engine is closed. Everything it throws, errors such
   * as a missing native library included, must reach the job: a batch that never ends would stop it
   * in silence.
   */
  private void guarded(EngineHost.Work work) {
    if (!gate.enter()) {
      return;
    }
    try {
      work.run();
    } catch (Throwable t) {
      fail(t);
    } finally {
      gate.exit();
    }
  }

  private void fail(Throwable cause) {
    if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    if (gate.isClosed()) {
      return;
    }
    mail(
        () -> {
          if (cause instanceof Error error) {
            throw error;
          }
          throw (Exception) cause;
        },
        "micro-batch failure");
  }

  private void mail(EngineHost.Work mail, String description) {
    try {
      host.execute(mail, description);
    } catch (RejectedExecutionException e) {
      // The owner is closing: it waits for no batch any more.
      gate.close();
    }
  }
}

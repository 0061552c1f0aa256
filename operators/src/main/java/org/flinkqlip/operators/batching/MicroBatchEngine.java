// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Forms batches of records and emits one outcome for each record, in the order in which the records
 * came.
 *
 * <p>A record is prepared on a pool as soon as it comes, straight into the buffer of the batch that
 * is being filled, so preparation of the next batch overlaps the run of this one. The batch is
 * closed when it is full, by records or by bytes, or when its first record has lingered long
 * enough, and never while {@link BatchLimits#maxInFlight()} batches are in flight: until then a
 * batch that is due goes on taking records, and one that is full makes {@link #add} yield, which is
 * the backpressure. {@code maxInFlight + 1} buffers bound the memory.
 *
 * <p>Control events (watermarks and the like) do not close a batch. They keep their place between
 * the records and leave at once when nothing is before them.
 *
 * <p>All methods belong to the owner's thread. Timers and mails never yield. The engine holds no
 * state across a {@link #drain()}.
 */
public final class MicroBatchEngine<I, P, B, R> {
  /** Takes outcomes on the owner's thread, in the order in which their records came. */
  @FunctionalInterface
  public interface OutcomeEmitter<I, P, R> {

    /**
     * Takes one outcome.
     *
     * @param timestamp what was given with the record
     */
    void emit(Outcome<I, P, R> outcome, long timestamp) throws Exception;
  }

  private final BatchStage<I, P, B, R> stage;
  private final BatchLimits limits;
  private final EngineHost host;
  private final OutcomeEmitter<I, P, R> emitter;
  private final BatchObserver observer;
  private final BatchWorker<I, P, B, R> worker;
  private final StallWatchdog watchdog;

  /** Batches in the order of their records; the open one, if any, is the last. */
  private final Deque<Batch<I, P, B, R>> queue = new ArrayDeque<>();

  private final Deque<B> freeBuffers = new ArrayDeque<>();
  private final Deque<Future<?>> preparations = new ArrayDeque<>();
  private @Nullable Batch<I, P, B, R> open;
  private int passedQueued;
  private boolean emitting;
  private boolean closed;

  /** For gauges, which other threads read. */
  private volatile int inFlightSeen;

  private volatile int openRecordsSeen;

  /**
   * An engine with all its buffers, so that missing memory shows at the start.
   *
   * @param preparers runs preparations, several at once
   * @param device runs batches, one at a time
   */
  public MicroBatchEngine(
      BatchStage<I, P, B, R> stage,
      BatchLimits limits,
      Executor preparers,
      Executor device,
      EngineHost host,
      OutcomeEmitter<I, P, R> emitter,
      BatchObserver observer) {
    this.stage = requireNonNull(stage, "stage is null");
    this.limits = requireNonNull(limits, "limits is null");
    this.host = requireNonNull(host, "host is null");
    this.emitter = requireNonNull(emitter, "emitter is null");
    this.observer = requireNonNull(observer, "observer is null");
    this.worker =
        new BatchWorker<>(
            stage,
            requireNonNull(preparers, "preparers is null"),
            requireNonNull(device, "device is null"),
            host,
            this::batchDone);
    this.watchdog =
        new StallWatchdog(
            host, limits.stallTimeout(), worker::isBusy, worker::progress, this::situation);
    for (int i = 0; i <= limits.maxInFlight(); i++) {
      freeBuffers.add(stage.newBuffer(limits.maxRecords()));
    }
  }

  /**
   * Takes a record; yields while the batch before it is full and cannot be closed yet.
   *
   * @param timestamp given back with the outcome
   */
  public void add(I record, long timestamp) throws Exception {
    if (stage.passes(record)) {
      pass(record, timestamp);
      return;
    }
    long size = stage.sizeOf(record);
    if (open != null && !open.hasRoomFor(size, limits)) {
      open.markFull();
      closeIfDue();
    }
    while (open != null && open.isFull()) {
      host.yieldToMailbox();
    }
    Batch<I, P, B, R> batch = open == null ? openBatch() : open;
    Slot<I, P, R> slot = batch.add(record, timestamp, size);
    batch.emissions().add(() -> emitter.emit(slot.outcome(), slot.timestamp()));
    prepare(batch, slot);
    if (batch.isAtLimit(limits)) {
      batch.markFull();
    }
    closeIfDue();
    publishSizes();
  }

  /** Runs {@code emission} when every outcome of the records before it has been emitted. */
  public void addControl(EngineHost.Work emission) throws Exception {
    if (queue.isEmpty()) {
      emission.run();
    } else {
      queue.getLast().emissions().add(emission);
    }
  }

  /** Closes the open batch and yields until every outcome has been emitted. */
  public void drain() throws Exception {
    while (!queue.isEmpty()) {
      if (open != null) {
        open.markDue();
        closeIfDue();
      }
      host.yieldToMailbox();
    }
  }

  /**
   * Ends all work without emitting it. Calls that run are interrupted or asked to end.
   *
   * @param limit how long to wait for them
   * @return whether all calls have ended; if not, what the stage uses must not be freed yet
   */
  public boolean close(Duration limit) {
    closed = true;
    watchdog.cancel();
    if (open != null) {
      open.stopLingering();
    }
    worker.shutDown();
    preparations.forEach(task -> task.cancel(true));
    preparations.clear();
    return worker.awaitEnd(limit);
  }

  /** Batches that are closed and not yet emitted; any thread may ask. */
  public int inFlight() {
    return inFlightSeen;
  }

  /** Records of the batch that is being filled; any thread may ask. */
  public int openRecords() {
    return openRecordsSeen;
  }

  private int closedBatches() {
    return open == null ? queue.size() : queue.size() - 1;
  }

  private void publishSizes() {
    inFlightSeen = closedBatches();
    openRecordsSeen = open == null ? 0 : open.slots().size();
  }

  private void pass(I record, long timestamp) throws Exception {
    while (passedQueued >= limits.maxRecords() * (limits.maxInFlight() + 1)) {
      if (open != null) {
        open.markDue();
        closeIfDue();
      }
      host.yieldToMailbox();
    }
    if (queue.isEmpty()) {
      emitter.emit(new Outcome.Passed<>(record), timestamp);
      return;
    }
    passedQueued++;
    addControl(
        () -> {
          passedQueued--;
          emitter.emit(new Outcome.Passed<>(record), timestamp);
        });
  }

  private Batch<I, P, B, R> openBatch() {
    Batch<I, P, B, R> batch =
        new Batch<>(freeBuffers.remove(), limits.maxRecords(), host.nanoTime());
    open = batch;
    queue.add(batch);
    if (limits.linger().isZero()) {
      batch.markDue();
    } else {
      batch.linger(host.schedule(limits.linger().toMillis(), () -> lingered(batch)));
    }
    return batch;
  }

  private void lingered(Batch<I, P, B, R> batch) {
    if (batch == open && !closed) { // a timer of a batch that is gone must not close the next one
      batch.markDue();
      closeIfDue();
    }
  }

  private void prepare(Batch<I, P, B, R> batch, Slot<I, P, R> slot) {
    watchdog.watch();
    while (!preparations.isEmpty() && preparations.getFirst().isDone()) {
      preparations.removeFirst();
    }
    preparations.add(worker.prepare(batch, slot));
  }

  /** Called at every change that may allow it; never yields. */
  private void closeIfDue() {
    if (open == null || !open.isDue() || closedBatches() >= limits.maxInFlight()) {
      return;
    }
    Batch<I, P, B, R> batch = open;
    open = null;
    publishSizes();
    watchdog.watch();
    if (batch.close(host.nanoTime())) {
      worker.handOn(batch);
    }
  }

  private void batchDone(Batch<I, P, B, R> batch) throws Exception {
    if (closed) {
      return;
    }
    batch.markDone();
    batch.slots().forEach(slot -> observer.recordPrepared(slot.prepareNanos()));
    observer.batchDone(batch.report());
    emitDone();
    closeIfDue();
  }

  /** Emits the batches at the head that are done. */
  private void emitDone() throws Exception {
    if (emitting) {
      return; // something downstream yielded while it took an outcome: the outer call goes on
    }
    emitting = true;
    try {
      while (!queue.isEmpty() && queue.getFirst().isDone()) {
        Batch<I, P, B, R> head = queue.getFirst();
        List<EngineHost.Work> emissions = head.emissions();
        for (int i = 0; i < emissions.size(); i++) { // may grow meanwhile
          emissions.get(i).run();
        }
        queue.removeFirst();
        freeBuffers.add(head.buffer());
        publishSizes();
      }
    } finally {
      emitting = false;
    }
  }

  /** What is outstanding in the oldest batch, in words. */
  private String situation() {
    List<I> waiting = new ArrayList<>();
    if (!queue.isEmpty()) {
      for (Slot<I, P, R> slot : queue.getFirst().slots()) {
        I record = slot.record();
        if (slot.isWaiting() && record != null) {
          waiting.add(record);
        }
      }
    }
    return waiting.isEmpty()
        ? closedBatches() + " batches in flight, the first is prepared and waits for its run to end"
        : closedBatches()
            + " batches in flight, preparation has not ended for "
            + waiting.size()
            + " records of the first, among them "
            + waiting.get(0);
  }
}

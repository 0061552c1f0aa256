// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One batch from its first record to the emission of its outcomes: a buffer, the slots in it, and
 * the list of what to emit, in which outcomes, passed records and control events keep the order in
 * which they came.
 *
 * <p>The owner's thread adds slots until it closes the batch. Whoever ends the last preparation
 * after that, or closes the batch after the last preparation, compacts it and hands it on.
 */
final class Batch<I, P, B, R> {
  private final B buffer;
  private final List<Slot<I, P, R>> slots;
  private final List<EngineHost.Work> emissions;
  private final long openedNanos;

  /** Preparations that have not ended, and one more while the batch is open. */
  private final AtomicInteger holds = new AtomicInteger(1);

  /** Slots by position, after compaction. */
  private final List<Slot<I, P, R>> runnable = new ArrayList<>();

  private long bytes;
  private boolean full;
  private boolean due;
  private boolean done;
  private EngineHost.@Nullable Timer lingerTimer;

  private long closedNanos;
  private long readyNanos;
  private long runStartNanos;
  private long runEndNanos;
  private int runCalls;

  Batch(B buffer, int capacity, long nowNanos) {
    this.buffer = buffer;
    this.slots = new ArrayList<>(capacity);
    this.emissions = new ArrayList<>(capacity);
    this.openedNanos = nowNanos;
  }

  B buffer() {
    return buffer;
  }

  List<Slot<I, P, R>> slots() {
    return slots;
  }

  List<EngineHost.Work> emissions() {
    return emissions;
  }

  Slot<I, P, R> add(I record, long timestamp, long size) {
    Slot<I, P, R> slot = new Slot<>(record, timestamp, slots.size());
    slots.add(slot);
    bytes += size;
    holds.incrementAndGet();
    return slot;
  }

  boolean hasRoomFor(long size, BatchLimits limits) {
    return slots.isEmpty()
        || (slots.size() < limits.maxRecords() && bytes <= limits.maxBytes() - size);
  }

  boolean isAtLimit(BatchLimits limits) {
    return slots.size() >= limits.maxRecords() || bytes >= limits.maxBytes();
  }

  /** No more records; to be closed as soon as the number of batches in flight allows. */
  void markFull() {
    full = true;
    due = true;
  }

  boolean isFull() {
    return full;
  }

  /**
   * To be closed as soon as the number of batches in flight allows; may take records until then.
   */
  void markDue() {
    due = true;
  }

  boolean isDue() {
    return due;
  }

  void linger(EngineHost.Timer timer) {
    lingerTimer = timer;
  }

  void stopLingering() {
    if (lingerTimer != null) {
      lingerTimer.cancel();
    }
  }

  /** Lets go of the open batch; see {@link #release()}. */
  boolean close(long nowNanos) {
    stopLingering();
    closedNanos = nowNanos;
    return release();
  }

  /** Whether this was the last hold: the caller must hand the batch on. */
  boolean release() {
    return holds.decrementAndGet() == 0;
  }

  /** Fills the gaps of rejected records from the end, so that runnable slots are one range. */
  void compact(BatchStage<I, P, B, R> stage, long nowNanos) {
    readyNanos = nowNanos;
    int last = slots.size() - 1;
    for (int position = 0; position <= last; position++) {
      Slot<I, P, R> slot = slots.get(position);
      while (!slot.isPrepared() && position < last) {
        slot = slots.get(last--);
      }
      if (slot.isPrepared()) {
        if (slot.position() != position) {
          stage.move(buffer, slot.position(), position);
        }
        runnable.add(slot);
      }
    }
  }

  List<Slot<I, P, R>> runnable() {
    return runnable;
  }

  void runStarted(long nowNanos) {
    runStartNanos = nowNanos;
  }

  void runCalled() {
    runCalls++;
  }

  void runEnded(long nowNanos) {
    runEndNanos = nowNanos;
  }

  void markDone() {
    done = true;
  }

  boolean isDone() {
    return done;
  }

  BatchObserver.BatchReport report() {
    boolean ran = !runnable.isEmpty();
    return new BatchObserver.BatchReport(
        slots.size(),
        runnable.size(),
        runCalls,
        closedNanos - openedNanos,
        ran ? runStartNanos - readyNanos : 0,
        ran ? runEndNanos - runStartNanos : 0);
  }
}

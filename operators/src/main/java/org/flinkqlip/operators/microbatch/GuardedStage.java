// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.microbatch;

import java.util.List;
import java.util.Optional;
import org.flinkqlip.operators.batching.BatchStage;
import org.flinkqlip.operators.batching.StageFailedException;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.record.SourceRecord;

/** Keeps condemned records from the stage, and tells the guard of failures that records cause. */
final class GuardedStage<B, R> implements BatchStage<SourceRecord, RecordFacts, B, R> {
  private final BatchStage<SourceRecord, RecordFacts, B, R> stage;
  private final RecordGuard guard;
  private volatile boolean terminated;

  GuardedStage(BatchStage<SourceRecord, RecordFacts, B, R> stage, RecordGuard guard) {
    this.stage = stage;
    this.guard = guard;
  }

  @Override
  public B newBuffer(int capacity) {
    return stage.newBuffer(capacity);
  }

  @Override
  public boolean passes(SourceRecord record) {
    return stage.passes(record) && guard.verdict(record).isEmpty();
  }

  @Override
  public long sizeOf(SourceRecord record) {
    return stage.sizeOf(record);
  }

  /**
   * Prepares a record. Of the errors only those of memory and stack can be its own: any other is a
   * class or a library that is missing or broken.
   */
  @Override
  public RecordFacts prepare(SourceRecord record, B buffer, int slot) throws Exception {
    Optional<Exception> verdict = guard.verdict(record);
    if (verdict.isPresent()) {
      throw verdict.get();
    }
    try {
      return stage.prepare(record, buffer, slot);
    } catch (OutOfMemoryError | StackOverflowError e) {
      guard.accuse(e);
      throw e;
    }
  }

  @Override
  public void move(B buffer, int from, int to) {
    stage.move(buffer, from, to);
  }

  /** Runs records; a device that took a blank input before may have been broken by one of them. */
  @Override
  public List<R> run(B buffer, int first, int count) throws Exception {
    try {
      return stage.run(buffer, first, count);
    } catch (StageFailedException e) {
      if (!terminated) {
        guard.accuse(e);
      }
      throw e;
    }
  }

  @Override
  public void probe() throws Exception {
    stage.probe();
  }

  @Override
  public void terminate() {
    terminated = true;
    stage.terminate();
  }
}

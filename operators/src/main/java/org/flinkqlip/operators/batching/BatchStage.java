// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

import java.util.List;

/**
 * Work in two steps: each record is prepared alone, then many are run together. One instance serves
 * one engine; {@link #prepare} is called by several threads at once, everything else by one at a
 * time.
 *
 * @param <I> input record
 * @param <P> what preparation finds out about a record; must not refer to the buffer
 * @param <B> buffer of one batch, reused
 * @param <R> result of one record; must not refer to the buffer
 */
public interface BatchStage<I, P, B, R> {

  /** A buffer with {@code capacity} slots. */
  B newBuffer(int capacity);

  /** Whether a record needs neither step and only keeps its place in the order. */
  default boolean passes(I record) {
    return false;
  }

  /** Bytes that a record keeps in memory while it waits. */
  long sizeOf(I record);

  /**
   * Prepares one record into its slot of the buffer. No other call touches the slot meanwhile.
   *
   * @throws StageFailedException if the stage, not the record, is at fault: the job fails
   * @throws Exception if the record is at fault: it alone is rejected
   */
  P prepare(I record, B buffer, int slot) throws Exception;

  /** Copies a prepared slot over another one, to close the gap of a rejected record. */
  void move(B buffer, int from, int to);

  /**
   * Runs the slots {@code first} to {@code first + count - 1} and leaves them unchanged, since a
   * batch that fails is run again in parts.
   *
   * @return {@code count} results, in the order of the slots
   * @throws StageFailedException if the stage, not a record, is at fault: the job fails
   * @throws Exception if some record of the range is at fault
   */
  List<R> run(B buffer, int first, int count) throws Exception;

  /**
   * Runs an input that every healthy stage takes, on the thread that runs batches.
   *
   * @throws Exception if it does not get through: no record is at fault
   */
  default void probe() throws Exception {}

  /**
   * Asks a running call to end soon and every later one to end at once, by any exception. Called
   * from another thread, once, when the engine closes.
   */
  default void terminate() {}
}

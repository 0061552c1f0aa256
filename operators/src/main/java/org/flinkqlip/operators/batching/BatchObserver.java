// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

/** Is told how long things took, on the owner's thread, when a batch is done. */
public interface BatchObserver {

  /** Ignores everything. */
  BatchObserver NONE =
      new BatchObserver() {
        @Override
        public void recordPrepared(long nanos) {}

        @Override
        public void batchDone(BatchReport report) {}
      };

  /**
   * One record went through preparation, whether it was rejected or not.
   *
   * @param nanos how long the call took
   */
  void recordPrepared(long nanos);

  /** A batch is done; its outcomes may still wait for an earlier batch. */
  void batchDone(BatchReport report);

  /**
   * One batch. Times are in nanoseconds.
   *
   * @param records records that had a slot
   * @param runRecords those that were prepared well and run
   * @param runCalls calls of the stage; more than one if the batch had to be split
   * @param fillNanos from the batch's first record to its closing
   * @param waitNanos from closed and prepared to the start of its run; 0 if nothing was run
   * @param runNanos length of its run; 0 if nothing was run
   */
  record BatchReport(
      int records, int runRecords, int runCalls, long fillNanos, long waitNanos, long runNanos) {}
}

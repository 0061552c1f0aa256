// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

/**
 * What the engine asks of the thread that owns it. That thread runs one piece of work at a time:
 * calls to the engine, mails and timers.
 */
public interface EngineHost {

  /**
   * Has {@code mail} run on the owner's thread; any thread may call it. What the mail throws fails
   * the job.
   *
   * @throws java.util.concurrent.RejectedExecutionException if the owner takes no more mails
   */
  void execute(Work mail, String description);

  /**
   * Runs one mail on the calling thread, which is the owner's; waits for one if there is none.
   * Mails and timers of this engine may run.
   */
  void yieldToMailbox() throws Exception;

  /** Has {@code callback} run on the owner's thread, once, after {@code delayMillis}. */
  Timer schedule(long delayMillis, Work callback);

  /** A clock for durations; any thread may read it. */
  default long nanoTime() {
    return System.nanoTime();
  }

  /** Work that may fail. */
  @FunctionalInterface
  interface Work {
    /** Does it. */
    void run() throws Exception;
  }

  /** A scheduled callback. */
  @FunctionalInterface
  interface Timer {
    /** Drops the callback; one that is already on its way may still run. */
    void cancel();
  }
}

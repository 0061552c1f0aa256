// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.microbatch;

import java.util.Optional;
import org.flinkqlip.operators.record.SourceRecord;

/**
 * Knows which records may have made earlier attempts fail. Belongs to the task's thread, where
 * nothing else is said.
 */
public interface RecordGuard {

  /** A guard that suspects nobody. */
  static RecordGuard none() {
    return new RecordGuard() {};
  }

  /** A step that runs a blank input through whatever runs records. */
  @FunctionalInterface
  interface Probe {

    /**
     * Runs it.
     *
     * @throws Exception if no input gets through: no record is at fault
     */
    void run() throws Exception;
  }

  /**
   * The task starts.
   *
   * @param blank to be run before a record is condemned
   * @throws Exception if the job must not go on
   */
  default void start(Probe blank) throws Exception {}

  /** Whether records have to be announced before they are taken in. */
  default boolean isWatching() {
    return false;
  }

  /** The fault of a record that must not be run; any thread may ask. */
  default Optional<Exception> verdict(SourceRecord record) {
    return Optional.empty();
  }

  /** Whether a record has to run alone. */
  default boolean isSuspect(SourceRecord record) {
    return false;
  }

  /** Whether nothing may be under way when a record is {@link #announce announced}. */
  default boolean wantsDrain(SourceRecord record) {
    return false;
  }

  /** A record is taken in. */
  default void announce(SourceRecord record) {}

  /** A record is about to run alone. */
  default void announceAlone(SourceRecord record) {}

  /** The record that ran alone did no harm. */
  default void acquit(SourceRecord record) {}

  /**
   * Something failed for which what is under way can be to blame. Any thread may call it.
   *
   * @param failure what happened
   */
  default void accuse(Throwable failure) {}

  /** Everything that came before a checkpoint has left. */
  default void drained(long checkpoint) {}

  /** A checkpoint is complete. */
  default void completed(long checkpoint) {}

  /** The task ends, and the process lives. */
  default void close() {}
}

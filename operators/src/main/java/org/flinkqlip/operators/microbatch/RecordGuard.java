package org.flinkqlip.operators.microbatch;

import java.util.Optional;

/**
 * Knows which records may have made earlier attempts fail. Belongs to the task's thread, where
 * nothing else is said.
 *
 * @param <I> input record
 */
public interface RecordGuard<I> {

  /** A guard that suspects nobody. */
  static <I> RecordGuard<I> none() {
    return new RecordGuard<>() {};
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
  default Optional<Exception> verdict(I record) {
    return Optional.empty();
  }

  /** Whether a record has to run alone. */
  default boolean isSuspect(I record) {
    return false;
  }

  /** Whether nothing may be under way when a record is {@link #announce announced}. */
  default boolean wantsDrain(I record) {
    return false;
  }

  /** A record is taken in. */
  default void announce(I record) {}

  /** A record is about to run alone. */
  default void announceAlone(I record) {}

  /** The record that ran alone did no harm. */
  default void acquit(I record) {}

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

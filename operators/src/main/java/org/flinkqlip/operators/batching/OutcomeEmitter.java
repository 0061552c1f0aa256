package org.flinkqlip.operators.batching;

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

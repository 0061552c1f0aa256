// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.flinkqlip.operators.outcome.DeadLetterCategory;

/**
 * What a {@link Fault} does and what may come of it; the accessors of the same names there say what
 * each part means.
 */
record FaultAction(
    Strike strike,
    End end,
    Set<KnownEnd> explains,
    Set<DeadLetterCategory> costs,
    boolean letsResultsThrough,
    boolean restartsTheJob) {
  static final Duration SHORT_OUTAGE = Duration.ofSeconds(10);
  static final Duration OUTAGE = Duration.ofSeconds(20);

  /** The beginning. */
  interface Strike {
    void on(FaultStack stack, Random random) throws Exception;
  }

  /** The end of what lasts. */
  interface End {
    void on(FaultStack stack) throws Exception;
  }

  /** Flink may restart the job; nothing else comes of it. */
  static FaultAction of(Strike strike) {
    return new FaultAction(strike, stack -> {}, Set.of(), Set.of(), false, true);
  }

  static FaultAction of(Kill kill) {
    return of((stack, random) -> kill.strike(stack.cluster(), random));
  }

  FaultAction endingWith(End last) {
    return new FaultAction(strike, last, explains, costs, letsResultsThrough, restartsTheJob);
  }

  FaultAction explaining(KnownEnd death) {
    return new FaultAction(strike, end, Set.of(death), costs, letsResultsThrough, restartsTheJob);
  }

  FaultAction costing(DeadLetterCategory category) {
    return new FaultAction(
        strike, end, explains, Set.of(category), letsResultsThrough, restartsTheJob);
  }

  FaultAction lettingResultsThrough() {
    return new FaultAction(strike, end, explains, costs, true, restartsTheJob);
  }

  FaultAction withoutRestart() {
    return new FaultAction(strike, end, explains, costs, letsResultsThrough, false);
  }
}

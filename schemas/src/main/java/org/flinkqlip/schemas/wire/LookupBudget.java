// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How much time may go into asking for ids that the registry turns out not to have: records damaged
 * at random bring a new id each time, and must not hold up all others.
 *
 * <p>Beyond the budget an id is passed over, once. A schema that is new and good comes again and
 * again, unlike damage: what was passed over before has a budget of its own. Safe for several
 * threads.
 */
final class LookupBudget {
  /** A miss counts as this at least, so that a quick registry is not flooded. */
  static final Duration LEAST_COST = Duration.ofMillis(5);

  /** Time for misses in a row, after a while without. */
  static final Duration BURST = Duration.ofSeconds(1);

  /** Part of the time that goes on into misses, and as much into what was passed over before. */
  static final double SHARE = 0.05;

  private static final int MAX_PASSED_OVER = 10_000;

  private final Ticker ticker;
  private final Set<Long> passedOver =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
              return size() > MAX_PASSED_OVER;
            }
          });

  /** Nanoseconds; below zero where several threads were slow at once. */
  private double first = BURST.toNanos();

  private double repeated = BURST.toNanos();
  private long refilledAt;

  LookupBudget(Ticker ticker) {
    this.ticker = ticker;
    this.refilledAt = ticker.nanoTime();
  }

  /** Whether an id may be asked for now; if not, it is more likely to be the next time. */
  synchronized boolean admits(long id) {
    refill();
    if (first > 0 || (repeated > 0 && passedOver.remove(id))) {
      return true;
    }
    passedOver.add(id);
    return false;
  }

  /** Counts a question that gave no schema, and took this long. */
  synchronized void missed(Duration time) {
    long cost = Math.max(time.toNanos(), LEAST_COST.toNanos());
    if (first > 0) {
      first -= cost;
    } else {
      repeated -= cost;
    }
  }

  private void refill() {
    long now = ticker.nanoTime();
    double more = (now - refilledAt) * SHARE;
    refilledAt = now;
    first = Math.min(BURST.toNanos(), first + more);
    repeated = Math.min(BURST.toNanos(), repeated + more);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A moment by which a fetch must have ended. */
final class Deadline {
  private final LongSupplier nanoClock;
  private final long end;

  private Deadline(LongSupplier nanoClock, long end) {
    this.nanoClock = nanoClock;
    this.end = end;
  }

  static Deadline after(Duration span, LongSupplier nanoClock) {
    return new Deadline(nanoClock, nanoClock.getAsLong() + span.toNanos());
  }

  /** Time left, at least zero. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - nanoClock.getAsLong()));
  }

  /** The shorter of {@code span} and the time left. */
  Duration atMost(Duration span) {
    Duration left = left();
    return left.compareTo(span) < 0 ? left : span;
  }
}

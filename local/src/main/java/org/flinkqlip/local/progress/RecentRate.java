// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Rate of a counter over a sliding window. Results appear in bursts, one with each checkpoint, so
 * the window must span several.
 */
final class RecentRate {

  private final long windowNanos;
  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(long nanos, long count) {}

  RecentRate(Duration window) {
    windowNanos = window.toNanos();
  }

  /** Notes the counter; returns its growth a second over the window, 0 at first. */
  double update(long nanos, long count) {
    samples.addLast(new Sample(nanos, count));
    while (samples.size() > 2 && nanos - samples.getFirst().nanos() > windowNanos) {
      samples.removeFirst();
    }
    Sample first = samples.getFirst();
    long elapsed = nanos - first.nanos();
    return elapsed == 0 ? 0 : (count - first.count()) * 1e9 / elapsed;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.progress;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Exact percentiles of durations; eight bytes for each. Not thread-safe. */
final class Latencies {

  private long[] nanos = new long[1024];
  private int size;
  private boolean sorted;

  void add(long durationNanos) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * size);
    }
    nanos[size++] = durationNanos;
    sorted = false;
  }

  /**
   * The smallest duration that is not exceeded by {@code percent} of all (nearest rank), if there
   * are any.
   */
  Optional<Duration> percentile(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("percent must be in (0, 100]: " + percent);
    }
    if (size == 0) {
      return Optional.empty();
    }
    if (!sorted) {
      Arrays.sort(nanos, 0, size);
      sorted = true;
    }
    int rank = (int) Math.ceil(percent / 100 * size);
    return Optional.of(Duration.ofNanos(nanos[rank - 1]));
  }
}

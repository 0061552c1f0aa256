// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a batch is closed, and how much may be under way.
 *
 * @param maxRecords records of a batch at most; slots of a buffer
 * @param maxBytes bytes of input that a batch holds at most, unless one record alone is larger
 * @param linger how long the first record of a batch waits for others; zero never waits, and
 *     batches form only while the device is busy
 * @param maxInFlight batches that are closed and not yet emitted; one more is being filled. 2 keeps
 *     the next batch ready when the running one ends
 * @param stallTimeout how long unfinished work may show no progress before the job fails
 */
public record BatchLimits(
    int maxRecords, long maxBytes, Duration linger, int maxInFlight, Duration stallTimeout)
    implements Serializable {

  public BatchLimits {
    requireNonNull(linger, "linger is null");
    requireNonNull(stallTimeout, "stallTimeout is null");
    requirePositive(maxRecords, "maxRecords");
    requirePositive(maxBytes, "maxBytes");
    requirePositive(maxInFlight, "maxInFlight");
    if (linger.isNegative()) {
      throw new IllegalArgumentException("linger must not be negative: " + linger);
    }
    if (stallTimeout.toMillis() < StallWatchdog.CHECKS) {
      throw new IllegalArgumentException(
          "stallTimeout must be at least " + StallWatchdog.CHECKS + " ms: " + stallTimeout);
    }
  }

  private static void requirePositive(long value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }
}

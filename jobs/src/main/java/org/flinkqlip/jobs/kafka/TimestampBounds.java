// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import java.io.Serializable;
import java.time.Duration;

/**
 * Which timestamps of records a topic takes.
 *
 * @param appendTime whether the broker writes timestamps of its own, and so takes any
 * @param beforeMaxMillis the topic's {@code message.timestamp.before.max.ms}
 * @param afterMaxMillis the topic's {@code message.timestamp.after.max.ms}
 */
record TimestampBounds(boolean appendTime, long beforeMaxMillis, long afterMaxMillis)
    implements Serializable {

  /** Of a topic whose settings may not be read: it surely takes the present alone. */
  static final TimestampBounds PRESENT = new TimestampBounds(false, 0, 0);

  /** A broker judges by its own clock, and later: a record waits and is sent again for minutes. */
  private static final long MARGIN_MILLIS = Duration.ofMinutes(5).toMillis();

  /**
   * Whether the topic takes a timestamp, for sure.
   *
   * @param timestamp in milliseconds since 1970-01-01T00:00:00Z, not negative
   * @param now the same of our clock
   */
  boolean take(long timestamp, long now) {
    return appendTime
        || (timestamp <= now
            ? now - timestamp <= withMargin(beforeMaxMillis)
            : timestamp - now <= withMargin(afterMaxMillis));
  }

  private static long withMargin(long limit) {
    return Math.max(0, limit - MARGIN_MILLIS);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.feed;

/**
 * When the records of an even stream are due. Late records are sent at once, so that the rate holds
 * over time.
 *
 * @param perSecond records a second, 0 for as fast as possible
 */
public record Pace(double perSecond) {

  /** As fast as possible. */
  public static final Pace UNLIMITED = new Pace(0);

  /** Rejects negative rates. */
  public Pace {
    if (!(perSecond >= 0) || Double.isInfinite(perSecond)) {
      throw new IllegalArgumentException(
          "perSecond must be 0 (as fast as possible) or more: " + perSecond);
    }
  }

  /**
   * How long to wait before a record.
   *
   * @param index the record's place in the stream, 0 for the first
   * @param elapsedNanos time since the first record was due
   * @return nanoseconds, 0 if the record is due or late
   */
  public long waitNanos(long index, long elapsedNanos) {
    if (perSecond == 0) {
      return 0;
    }
    return Math.max(0, (long) (index * 1e9 / perSecond) - elapsedNanos);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A range of record timestamps.
 *
 * @param from its first moment, or empty for no beginning
 * @param to the moment after its last, or empty for no end
 */
public record TimeRange(Optional<Instant> from, Optional<Instant> to) {
  /** All of time. */
  public static final TimeRange ALL = new TimeRange(Optional.empty(), Optional.empty());

  /** Rejects a range that ends before it begins. */
  public TimeRange {
    requireNonNull(from, "from is null");
    requireNonNull(to, "to is null");
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw new IllegalArgumentException(
          "the range must begin before it ends: from %s to %s".formatted(from.get(), to.get()));
    }
  }

  /** Whether a record of this timestamp, in milliseconds since 1970, belongs to it. */
  public boolean contains(long timestamp) {
    return from.map(moment -> timestamp >= moment.toEpochMilli()).orElse(true)
        && to.map(moment -> timestamp < moment.toEpochMilli()).orElse(true);
  }

  /** As people write it. */
  @Override
  public String toString() {
    return "from %s to %s"
        .formatted(
            from.map(Instant::toString).orElse("the beginning"),
            to.map(Instant::toString).orElse("the end"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.quarantine;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How records that make a job fail are found.
 *
 * @param directory uri of a directory that every task manager reaches, or null to keep suspects in
 *     the memory of the process
 * @param max records that may be condemned in an hour
 * @param watch how long after a restart records are taken in under watch, at least
 */
public record QuarantineOptions(@Nullable String directory, int max, Duration watch)
    implements Serializable {

  /** In the memory of the process. */
  public static final QuarantineOptions IN_MEMORY =
      new QuarantineOptions(null, 10, Duration.ofSeconds(30));

  public QuarantineOptions {
    requireNonNull(watch, "watch is null");
    if (max < 0) {
      throw new IllegalArgumentException("max must not be negative: " + max);
    }
    if (watch.isNegative()) {
      throw new IllegalArgumentException("watch must not be negative: " + watch);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.config;

import org.jspecify.annotations.Nullable;

/** Checks that name the key as it stands in the file. */
final class Checks {
  private Checks() {}

  static <T> T present(T value, String key) {
    if (value == null) {
      throw new IllegalArgumentException("%s is missing".formatted(key));
    }
    return value;
  }

  static <T> T orElse(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  static void positive(long value, String key) {
    if (value < 1) {
      throw new IllegalArgumentException("%s must be at least 1, not %d".formatted(key, value));
    }
  }

  static void notNegative(double value, String key) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("%s must not be negative: %s".formatted(key, value));
    }
  }
}

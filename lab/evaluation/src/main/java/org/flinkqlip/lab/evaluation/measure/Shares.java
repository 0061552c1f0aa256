// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

/** Checks of figures. */
final class Shares {
  private Shares() {}

  /** Refuses what is no share of a whole. */
  static double check(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("%s must be 0 to 1: %s".formatted(name, share));
    }
    return share;
  }

  /** Refuses figures of nothing. */
  static long checkCount(String name, long count) {
    if (count < 1) {
      throw new IllegalArgumentException("%s must be at least 1: %d".formatted(name, count));
    }
    return count;
  }
}

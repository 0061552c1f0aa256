// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.measure;

import java.util.Arrays;

/** Medians, which a few disturbed measurements do not move. */
public final class Medians {
  private Medians() {}

  /**
   * The middle of the values, or the mean of the two in the middle.
   *
   * @param values at least one, in any order
   */
  public static double of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The median of the quotients of two series that were measured in turns. */
  public static double ofRatios(double[] numerators, double[] denominators) {
    if (numerators.length != denominators.length) {
      throw new IllegalArgumentException(
          "%d and %d measurements were not taken in turns"
              .formatted(numerators.length, denominators.length));
    }
    double[] ratios = new double[numerators.length];
    Arrays.setAll(ratios, i -> numerators[i] / denominators[i]);
    return of(ratios);
  }
}

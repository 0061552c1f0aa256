// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.measure;

import java.util.Map;

/**
 * What turns took.
 *
 * @param millis of one call by the action's name, a value for each round
 */
public record Timings(Map<String, double[]> millis) {

  /** Copies the map. */
  public Timings {
    millis = Map.copyOf(millis);
  }

  /** Median milliseconds of a call. */
  public double of(String action) {
    return Medians.of(series(action));
  }

  /** How many times as fast as {@code slow} the action {@code fast} is: the median over rounds. */
  public double speedUp(String fast, String slow) {
    return Medians.ofRatios(series(slow), series(fast));
  }

  private double[] series(String action) {
    double[] series = millis.get(action);
    if (series == null) {
      throw new IllegalArgumentException(
          "%s was not timed; there are %s".formatted(action, millis.keySet()));
    }
    return series;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Values of a gauge, in its unit, over what may make it grow: minutes of work, or restarts. */
final class GaugeSeries {
  private final String process;
  private final Gauge gauge;
  private final List<Point> points = new ArrayList<>();

  private record Point(double at, double value) {
    double slopeTo(Point later) {
      return (later.value - value) / (later.at - at);
    }
  }

  GaugeSeries(String process, Gauge gauge) {
    this.process = process;
    this.gauge = gauge;
  }

  Gauge gauge() {
    return gauge;
  }

  void add(double at, long raw) {
    points.add(new Point(at, gauge.scaled(raw)));
  }

  /**
   * Slope through the second half: the median of the slopes between all pairs of values (Theil and
   * Sen), which a few high values do not move.
   */
  double slope() {
    List<Point> half = secondHalf();
    List<Double> slopes = new ArrayList<>();
    for (int i = 0; i < half.size(); i++) {
      for (int j = i + 1; j < half.size(); j++) {
        slopes.add(half.get(i).slopeTo(half.get(j)));
      }
    }
    Collections.sort(slopes);
    int middle = slopes.size() / 2;
    return slopes.size() % 2 == 1
        ? slopes.get(middle)
        : (slopes.get(middle - 1) + slopes.get(middle)) / 2;
  }

  /** Largest slope that is allowed. */
  double mostSlope() {
    List<Point> half = secondHalf();
    return gauge.mostGrowth() / (last(half).at() - half.get(0).at());
  }

  private List<Point> secondHalf() {
    double middle = points.isEmpty() ? 0 : (points.get(0).at() + last(points).at()) / 2;
    List<Point> half = points.stream().filter(point -> point.at() >= middle).toList();
    if (half.size() < 3) {
      throw new IllegalStateException(
          "%s of %s: %d values in the second half, a slope needs 3: raise -Dqlip.load.minutes or -Dqlip.restarts"
              .formatted(gauge, process, half.size()));
    }
    return half;
  }

  private static Point last(List<Point> points) {
    return points.get(points.size() - 1);
  }

  /** A line of {@link #header}'s table. */
  String row() {
    List<Point> half = secondHalf();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.1f | %.1f | %.1f | %+.3f | %.3f |%n",
        process,
        gauge,
        points.get(0).value(),
        half.get(0).value(),
        last(points).value(),
        slope(),
        mostSlope());
  }

  /**
   * Head of a table.
   *
   * @param one of what the values were taken over, such as "minute"
   */
  static String header(String one) {
    return """
        | process | what | first | at half time | last | slope of the second half, per %s | limit |
        |---|---|---|---|---|---|---|
        """
        .formatted(one);
  }
}

package org.flinkqlip.local.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Values of a gauge over time, in its unit. */
final class GaugeSeries {
  private final String process;
  private final Gauge gauge;
  private final List<Point> points = new ArrayList<>();

  private record Point(double minutes, double value) {
    double slopeTo(Point later) {
      return (later.value - value) / (later.minutes - minutes);
    }
  }

  GaugeSeries(String process, Gauge gauge) {
    this.process = process;
    this.gauge = gauge;
  }

  Gauge gauge() {
    return gauge;
  }

  void add(double minutes, long raw) {
    points.add(new Point(minutes, gauge.scaled(raw)));
  }

  /**
   * Slope per minute through the second half of the time: the median of the slopes between all
   * pairs of values (Theil and Sen), which a few high values do not move.
   */
  double slopePerMinute() {
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

  /** Largest slope that is allowed, per minute. */
  double mostPerMinute() {
    List<Point> half = secondHalf();
    return gauge.mostGrowth() / (last(half).minutes() - half.get(0).minutes());
  }

  private List<Point> secondHalf() {
    double middle = points.isEmpty() ? 0 : (points.get(0).minutes() + last(points).minutes()) / 2;
    List<Point> half = points.stream().filter(point -> point.minutes() >= middle).toList();
    if (half.size() < 3) {
      throw new IllegalStateException(
          "%s of %s: %d values in the second half, a slope needs 3: raise -Dqlip.load.minutes"
              .formatted(gauge, process, half.size()));
    }
    return half;
  }

  private static Point last(List<Point> points) {
    return points.get(points.size() - 1);
  }

  /** A line of {@link #HEADER}'s table. */
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
        slopePerMinute(),
        mostPerMinute());
  }

  static final String HEADER =
      """
      | process | what | first | at half time | last | slope of the second half, per minute | limit |
      |---|---|---|---|---|---|---|
      """;
}

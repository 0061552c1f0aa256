package org.flinkqlip.local.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Values of a gauge over time, in its unit. */
final class GaugeSeries {
  private final String process;
  private final Gauge gauge;
  private final List<Point> points = new ArrayList<>();

  private record Point(double minutes, double value) {}

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

  /** Slope per minute of the least-squares line through the second half of the time. */
  double slopePerMinute() {
    List<Point> half = secondHalf();
    double minutes = half.stream().mapToDouble(Point::minutes).average().orElseThrow();
    double value = half.stream().mapToDouble(Point::value).average().orElseThrow();
    double covariance = 0;
    double variance = 0;
    for (Point point : half) {
      covariance += (point.minutes() - minutes) * (point.value() - value);
      variance += (point.minutes() - minutes) * (point.minutes() - minutes);
    }
    return covariance / variance;
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

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * A cost that was measured at growing sizes.
 *
 * @param name what grows
 * @param points in the order of their sizes
 */
record Curve(String name, List<Point> points) {

  Curve {
    requireNonNull(name, "name is null");
    points = List.copyOf(points);
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i).size() <= points.get(i - 1).size()) {
        throw new IllegalArgumentException(name + " does not grow: " + points);
      }
    }
  }

  /**
   * One measurement.
   *
   * @param size of what grows
   * @param cost of one unit of work at that size, such as the time of a batch
   */
  record Point(double size, double cost) {

    Point {
      if (!(size > 0 && cost > 0)) {
        throw new IllegalArgumentException("no point: %f, %f".formatted(size, cost));
      }
    }
  }

  /**
   * By how much the steepest step grows faster than its size: 1 where the cost grows as the size
   * does, less where it grows slower.
   */
  double steepestStep() {
    List<Double> steps = new ArrayList<>();
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      steps.add((to.cost() / from.cost()) / (to.size() / from.size()));
    }
    return steps.stream().mapToDouble(Double::doubleValue).max().orElse(1);
  }

  /** The sizes. */
  double[] sizes() {
    return points.stream().mapToDouble(Point::size).toArray();
  }
}

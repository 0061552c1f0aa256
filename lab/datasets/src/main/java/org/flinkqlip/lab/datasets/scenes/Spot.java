// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

/**
 * Where a figure stands. Lengths are shares of the scene's side, from its top left corner.
 *
 * @param x centre
 * @param y centre
 * @param radius of the circle around the figure; it lies inside the scene
 * @param angle turned clockwise by, in radians
 */
public record Spot(double x, double y, double radius, double angle) {
  public Spot {
    if (!(radius > 0 && inside(x, radius) && inside(y, radius))) {
      throw new IllegalArgumentException(
          "a figure of radius %s at (%s, %s) leaves the scene".formatted(radius, x, y));
    }
  }

  private static boolean inside(double centre, double radius) {
    return centre - radius >= 0 && centre + radius <= 1;
  }
}

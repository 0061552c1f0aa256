// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

/**
 * A value that grows from 0 at one border of a picture to 1 at the opposite one, along an angle.
 */
final class Slope {
  private final double perColumn;
  private final double perRow;
  private final double start;

  /**
   * A slope over a picture.
   *
   * @param angle in radians clockwise from the right
   */
  Slope(double angle, int width, int height) {
    double cosine = StrictMath.cos(angle);
    double sine = StrictMath.sin(angle);
    double reach = Math.abs(cosine) * (width - 1) + Math.abs(sine) * (height - 1);
    perColumn = cosine / reach;
    perRow = sine / reach;
    start = 0.5 - (perColumn * (width - 1) + perRow * (height - 1)) / 2;
  }

  double perColumn() {
    return perColumn;
  }

  /** The value at a row's first pixel. */
  double atRow(int row) {
    return start + perRow * row;
  }
}

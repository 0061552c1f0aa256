// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import java.util.Arrays;

/** Planes of red, green and blue, row-major [height, width], 0 to 255. */
record Canvas(int width, int height, float[] red, float[] green, float[] blue) {
  Canvas(int width, int height) {
    this(
        width,
        height,
        new float[width * height],
        new float[width * height],
        new float[width * height]);
  }

  /** Fills everything with a gradient from one colour to another, or with one if they are equal. */
  void fill(int start, int end, double angle) {
    Slope slope = new Slope(angle, width, height);
    fill(red, Rgb.red(start), Rgb.red(end), slope);
    fill(green, Rgb.green(start), Rgb.green(end), slope);
    fill(blue, Rgb.blue(start), Rgb.blue(end), slope);
  }

  private void fill(float[] plane, int start, int end, Slope slope) {
    if (start == end) {
      Arrays.fill(plane, start);
      return;
    }
    float step = (float) ((end - start) * slope.perColumn());
    for (int y = 0; y < height; y++) {
      float first = (float) (start + (end - start) * slope.atRow(y));
      for (int x = 0; x < width; x++) {
        plane[y * width + x] = first + step * x;
      }
    }
  }

  /** Lays a colour over a pixel; {@code share} 1 hides what was there. */
  void blend(int pixel, float share, float overRed, float overGreen, float overBlue) {
    red[pixel] += share * (overRed - red[pixel]);
    green[pixel] += share * (overGreen - green[pixel]);
    blue[pixel] += share * (overBlue - blue[pixel]);
  }
}

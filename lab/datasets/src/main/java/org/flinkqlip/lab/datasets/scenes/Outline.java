// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import java.util.List;

/**
 * The border of a shape as closed polygons inside the unit circle, y pointing down. Holes run the
 * other way round than what they are cut out of.
 *
 * @param contours corners x0, y0, x1, y1, ... of each polygon
 */
record Outline(List<double[]> contours) {
  private static final int ROUND_CORNERS = 96;
  private static final double HOLE = 0.54;
  private static final double ARM = 0.36;
  private static final double STAR_WAIST = 0.45;
  private static final double BITE_RADIUS = 0.84;
  private static final double BITE_OFFSET = 0.52;

  Outline {
    contours = List.copyOf(contours);
  }

  static Outline circle() {
    return new Outline(List.of(regular(ROUND_CORNERS, 1, 1)));
  }

  static Outline ring() {
    return new Outline(
        List.of(regular(ROUND_CORNERS, 1, 1), reversed(regular(ROUND_CORNERS, HOLE, HOLE))));
  }

  /** Of the same area as a circle of radius 0.95, its corners on the unit circle. */
  static Outline square() {
    double edge = StrictMath.sqrt(0.5);
    return new Outline(List.of(new double[] {-edge, -edge, edge, -edge, edge, edge, -edge, edge}));
  }

  static Outline triangle() {
    return new Outline(List.of(regular(3, 1, 1)));
  }

  static Outline star() {
    return new Outline(List.of(regular(10, 1, STAR_WAIST)));
  }

  static Outline cross() {
    double end = StrictMath.sqrt(1 - ARM * ARM);
    return new Outline(
        List.of(
            new double[] {
              -ARM, -end, ARM, -end, ARM, -ARM, end, -ARM, end, ARM, ARM, ARM,
              ARM, end, -ARM, end, -ARM, ARM, -end, ARM, -end, -ARM, -ARM, -ARM
            }));
  }

  /** The curve x = 16 sin^3 t, y = 13 cos t - 5 cos 2t - 2 cos 3t - cos 4t, scaled. */
  static Outline heart() {
    double[] corners = new double[2 * ROUND_CORNERS];
    for (int i = 0; i < ROUND_CORNERS; i++) {
      double t = 2 * Math.PI * i / ROUND_CORNERS;
      double sine = StrictMath.sin(t);
      double height =
          13 * StrictMath.cos(t)
              - 5 * StrictMath.cos(2 * t)
              - 2 * StrictMath.cos(3 * t)
              - StrictMath.cos(4 * t);
      corners[2 * i] = 16 * sine * sine * sine / 17.5;
      corners[2 * i + 1] = (-height - 2.5) / 17.5;
    }
    return new Outline(List.of(corners));
  }

  /** The unit disc less a smaller disc on its right. */
  static Outline crescent() {
    double tip = (1 + BITE_OFFSET * BITE_OFFSET - BITE_RADIUS * BITE_RADIUS) / (2 * BITE_OFFSET);
    double outerAngle = StrictMath.acos(tip);
    double innerAngle = StrictMath.acos((tip - BITE_OFFSET) / BITE_RADIUS);
    int half = ROUND_CORNERS / 2;
    double[] corners = new double[4 * half];
    for (int i = 0; i < half; i++) {
      double share = (double) i / half;
      double outer = outerAngle + share * 2 * (Math.PI - outerAngle);
      corners[2 * i] = StrictMath.cos(outer);
      corners[2 * i + 1] = StrictMath.sin(outer);
      double inner = innerAngle + (1 - share) * 2 * (Math.PI - innerAngle);
      corners[2 * (half + i)] = BITE_OFFSET + BITE_RADIUS * StrictMath.cos(inner);
      corners[2 * (half + i) + 1] = BITE_RADIUS * StrictMath.sin(inner);
    }
    return new Outline(List.of(corners));
  }

  /** Corners on two circles in turn, clockwise from the top. */
  private static double[] regular(int corners, double even, double odd) {
    double[] points = new double[2 * corners];
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners;
      double radius = i % 2 == 0 || even == odd ? even : odd;
      points[2 * i] = radius * StrictMath.sin(angle);
      points[2 * i + 1] = -radius * StrictMath.cos(angle);
    }
    return points;
  }

  private static double[] reversed(double[] corners) {
    double[] reversed = new double[corners.length];
    for (int i = 0; i < corners.length; i += 2) {
      reversed[i] = corners[corners.length - 2 - i];
      reversed[i + 1] = corners[corners.length - 1 - i];
    }
    return reversed;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

/** Draws figures in the square in the middle of a canvas. */
final class FigurePainter {
  private static final double MARK_SHARE = 0.38;

  /** Distance of stripes and of dots, in radii. */
  private static final double PERIOD = 0.5;

  /** Radius of a dot, in periods. */
  private static final float DOT = 0.3f;

  private final Canvas canvas;
  private final int side;
  private final int left;
  private final int top;

  FigurePainter(Canvas canvas) {
    this.canvas = canvas;
    this.side = Math.min(canvas.width(), canvas.height());
    this.left = (canvas.width() - side) / 2;
    this.top = (canvas.height() - side) / 2;
  }

  void paint(Figures figures) {
    for (Spot spot : figures.spots()) {
      paint(figures, spot);
    }
  }

  private void paint(Figures figures, Spot spot) {
    double radius = spot.radius() * side;
    double centreX = left + spot.x() * side;
    double centreY = top + spot.y() * side;
    int firstX = (int) (centreX - radius);
    int firstY = (int) (centreY - radius);
    int width = Math.min(canvas.width() - firstX, (int) (2 * radius) + 2);
    int height = Math.min(canvas.height() - firstY, (int) (2 * radius) + 2);
    double cosine = StrictMath.cos(spot.angle());
    double sine = StrictMath.sin(spot.angle());
    CoverageMask mask = new CoverageMask(width, height);
    for (double[] corners : figures.kind().shape().outline().contours()) {
      addContour(mask, corners, radius * cosine, radius * sine, centreX - firstX, centreY - firstY);
    }

    int mark = Rgb.shade(figures.rgb(), MARK_SHARE);
    float red = Rgb.red(figures.rgb());
    float green = Rgb.green(figures.rgb());
    float blue = Rgb.blue(figures.rgb());
    float markRed = Rgb.red(mark) - red;
    float markGreen = Rgb.green(mark) - green;
    float markBlue = Rgb.blue(mark) - blue;
    float pixelsPerPeriod = (float) (PERIOD * radius);
    float perPeriodX = (float) (cosine / (PERIOD * radius));
    float perPeriodY = (float) (sine / (PERIOD * radius));
    float[] coverages = new float[width];
    for (int row = 0; row < height; row++) {
      mask.readRow(row, coverages);
      float fromCentreY = (float) (firstY + row + 0.5 - centreY);
      int start = (firstY + row) * canvas.width() + firstX;
      for (int column = 0; column < width; column++) {
        float coverage = coverages[column];
        if (coverage > 0) {
          float fromCentreX = (float) (firstX + column + 0.5 - centreX);
          float u = fromCentreX * perPeriodX + fromCentreY * perPeriodY;
          float v = fromCentreY * perPeriodX - fromCentreX * perPeriodY;
          float marked = marked(figures.texture(), u, v, pixelsPerPeriod);
          canvas.blend(
              start + column,
              coverage,
              red + marked * markRed,
              green + marked * markGreen,
              blue + marked * markBlue);
        }
      }
    }
  }

  private static void addContour(
      CoverageMask mask, double[] corners, double cosine, double sine, double x, double y) {
    double fromX = x + corners[corners.length - 2] * cosine - corners[corners.length - 1] * sine;
    double fromY = y + corners[corners.length - 2] * sine + corners[corners.length - 1] * cosine;
    for (int i = 0; i < corners.length; i += 2) {
      double toX = x + corners[i] * cosine - corners[i + 1] * sine;
      double toY = y + corners[i] * sine + corners[i + 1] * cosine;
      mask.addEdge(fromX, fromY, toX, toY);
      fromX = toX;
      fromY = toY;
    }
  }

  /**
   * How much of a pixel a stripe or a dot covers.
   *
   * @param u place in the figure's own frame, in periods
   * @param v across {@code u}
   */
  private static float marked(SceneTexture texture, float u, float v, float pixelsPerPeriod) {
    return switch (texture) {
      case PLAIN -> 0;
      case STRIPED -> share((0.25f - fromNearest(u + 0.25f)) * pixelsPerPeriod);
      case DOTTED -> {
        float du = fromNearest(u);
        float dv = fromNearest(v);
        yield share((DOT - (float) Math.sqrt(du * du + dv * dv)) * pixelsPerPeriod);
      }
    };
  }

  /** Distance from the nearest whole number. */
  private static float fromNearest(float value) {
    return Math.abs(value - (float) Math.floor(value + 0.5f));
  }

  /** Of a pixel whose centre lies {@code inside} pixels within a border. */
  private static float share(float inside) {
    return Math.max(0, Math.min(1, inside + 0.5f));
  }
}

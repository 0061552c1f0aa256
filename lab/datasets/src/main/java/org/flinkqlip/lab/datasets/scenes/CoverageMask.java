// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import java.util.Arrays;

/**
 * How much of each pixel a polygon covers, exactly.
 *
 * <p>Each edge leaves, in the pixels it crosses, the change of coverage that everything to its
 * right sees: the height it crosses times the share of the pixel right of it, and the rest one
 * pixel on. The sums along a row are the coverages.
 */
final class CoverageMask {
  private final int width;
  private final int height;
  private final float[] cells;

  /** An empty mask. */
  CoverageMask(int width, int height) {
    this.width = width;
    this.height = height;
    this.cells = new float[(width + 1) * height];
  }

  /** Adds an edge of a closed polygon, in pixels; it must lie inside the mask. */
  void addEdge(double fromX, double fromY, double toX, double toY) {
    if (fromY > toY) {
      addDownwards(toX, toY, fromX, fromY, -1);
    } else if (fromY < toY) {
      addDownwards(fromX, fromY, toX, toY, 1);
    }
  }

  /** Writes a row's coverages, 0 to 1, of {@code width} pixels. */
  void readRow(int row, float[] coverages) {
    int start = row * (width + 1);
    float sum = 0;
    for (int column = 0; column < width; column++) {
      sum += cells[start + column];
      coverages[column] = Math.min(1, Math.abs(sum));
    }
    Arrays.fill(coverages, width, coverages.length, 0);
  }

  private void addDownwards(double topX, double topY, double bottomX, double bottomY, int sign) {
    double slope = (bottomX - topX) / (bottomY - topY);
    int last = Math.min(height - 1, (int) bottomY);
    for (int row = (int) topY; row <= last; row++) {
      double enterY = Math.max(row, topY);
      double leaveY = Math.min(row + 1, bottomY);
      if (leaveY > enterY) {
        double enterX = topX + (enterY - topY) * slope;
        double leaveX = topX + (leaveY - topY) * slope;
        addInRow(row, Math.min(enterX, leaveX), Math.max(enterX, leaveX), sign * (leaveY - enterY));
      }
    }
  }

  /** {@code crossed} is the signed height, spread evenly over the way from left to right. */
  private void addInRow(int row, double left, double right, double crossed) {
    int start = row * (width + 1);
    int first = column(left);
    int last = column(right);
    for (int column = first; column <= last; column++) {
      double from = Math.max(left, column);
      double to = column == last ? right : column + 1;
      double part = first == last ? crossed : crossed * (to - from) / (right - left);
      double rightOfEdge = column + 1 - (from + to) / 2;
      cells[start + column] += (float) (part * rightOfEdge);
      cells[start + column + 1] += (float) (part * (1 - rightOfEdge));
    }
  }

  private int column(double x) {
    return Math.max(0, Math.min(width - 1, (int) x));
  }
}

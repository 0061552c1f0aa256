// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.quality;

/** SSIM of one channel; the window is separable, so that moments are two passes each. */
final class Ssim {
  private static final int WINDOW = 11;
  private static final double DEVIATION = 1.5;
  private static final double C1 = Math.pow(0.01 * 255, 2);
  private static final double C2 = Math.pow(0.03 * 255, 2);
  private static final double[] KERNEL = kernel();

  private Ssim() {}

  static double mean(double[] a, double[] b, int width, int height) {
    if (width < WINDOW || height < WINDOW) {
      throw new IllegalArgumentException(
          "SSIM needs images of at least %d x %d, not %d x %d"
              .formatted(WINDOW, WINDOW, width, height));
    }
    double[] meanA = filter(a, width, height);
    double[] meanB = filter(b, width, height);
    double[] squareA = filter(product(a, a), width, height);
    double[] squareB = filter(product(b, b), width, height);
    double[] mixed = filter(product(a, b), width, height);
    double sum = 0;
    for (int i = 0; i < meanA.length; i++) {
      double varianceA = squareA[i] - meanA[i] * meanA[i];
      double varianceB = squareB[i] - meanB[i] * meanB[i];
      double covariance = mixed[i] - meanA[i] * meanB[i];
      sum +=
          (2 * meanA[i] * meanB[i] + C1)
              * (2 * covariance + C2)
              / ((meanA[i] * meanA[i] + meanB[i] * meanB[i] + C1) * (varianceA + varianceB + C2));
    }
    return sum / meanA.length;
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  private static double[] filter(double[] plane, int width, int height) {
    int columns = width - WINDOW + 1;
    int rows = height - WINDOW + 1;
    double[] horizontal = new double[columns * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < columns; x++) {
        double sum = 0;
        for (int k = 0; k < WINDOW; k++) {
          sum += KERNEL[k] * plane[y * width + x + k];
        }
        horizontal[y * columns + x] = sum;
      }
    }
    double[] filtered = new double[columns * rows];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        double sum = 0;
        for (int k = 0; k < WINDOW; k++) {
          sum += KERNEL[k] * horizontal[(y + k) * columns + x];
        }
        filtered[y * columns + x] = sum;
      }
    }
    return filtered;
  }

  private static double[] kernel() {
    double[] kernel = new double[WINDOW];
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      double offset = i - WINDOW / 2;
      kernel[i] = Math.exp(-offset * offset / (2 * DEVIATION * DEVIATION));
      sum += kernel[i];
    }
    for (int i = 0; i < WINDOW; i++) {
      kernel[i] /= sum;
    }
    return kernel;
  }
}

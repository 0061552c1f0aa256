// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.imaging;

import java.util.Arrays;

/**
 * Pillow's bicubic resize of the shortest edge to S and the centre crop, written down as plainly as
 * it can be: every pixel of the whole picture, one after the other. What is faster must give the
 * same bytes.
 */
public final class ReferenceResize {
  private static final double SUPPORT = 2;
  private static final double SHARPNESS = -0.5;
  private static final int PRECISION_BITS = 22;

  private ReferenceResize() {}

  /**
   * Resizes and crops.
   *
   * @param rgb uint8 [height, width, 3]
   * @param size edge S of the result
   * @return uint8 [S, S, 3]
   */
  public static byte[] square(byte[] rgb, int width, int height, int size) {
    int edge = Math.min(width, height);
    int newWidth = width == edge ? size : (int) ((double) size * width / edge);
    int newHeight = height == edge ? size : (int) ((double) size * height / edge);
    byte[] columns = newWidth == width ? rgb : alongRows(rgb, width, height, newWidth);
    byte[] resized =
        newHeight == height
            ? columns
            : transposed(
                alongRows(transposed(columns, newWidth, height), height, newWidth, newHeight),
                newHeight,
                newWidth);
    byte[] cropped = new byte[3 * size * size];
    int left = (newWidth - size) / 2;
    int top = (newHeight - size) / 2;
    for (int y = 0; y < size; y++) {
      System.arraycopy(resized, 3 * ((top + y) * newWidth + left), cropped, 3 * y * size, 3 * size);
    }
    return cropped;
  }

  private static byte[] alongRows(byte[] in, int width, int height, int newWidth) {
    byte[] out = new byte[3 * newWidth * height];
    for (int x = 0; x < newWidth; x++) {
      double scale = (double) width / newWidth;
      double stretch = Math.max(scale, 1);
      double center = (x + 0.5) * scale;
      int first = (int) Math.max(center - SUPPORT * stretch + 0.5, 0);
      int end = (int) Math.min(center + SUPPORT * stretch + 0.5, width);
      int[] weights = weights(first, end, center, stretch);
      for (int y = 0; y < height; y++) {
        for (int channel = 0; channel < 3; channel++) {
          int sum = 1 << PRECISION_BITS - 1;
          for (int i = first; i < end; i++) {
            sum += (in[3 * (y * width + i) + channel] & 0xff) * weights[i - first];
          }
          out[3 * (y * newWidth + x) + channel] =
              (byte) Math.max(0, Math.min(255, sum >> PRECISION_BITS));
        }
      }
    }
    return out;
  }

  private static int[] weights(int first, int end, double center, double stretch) {
    double[] exact = new double[end - first];
    Arrays.setAll(exact, i -> bicubic((first + i - center + 0.5) * (1.0 / stretch)));
    double sum = 0;
    for (double weight : exact) {
      sum += weight;
    }
    int[] fixed = new int[exact.length];
    for (int i = 0; i < fixed.length; i++) {
      double scaled = exact[i] / sum * (1 << PRECISION_BITS);
      fixed[i] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }
    return fixed;
  }

  private static double bicubic(double distance) {
    double x = Math.abs(distance);
    if (x < 1) {
      return ((SHARPNESS + 2) * x - (SHARPNESS + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * SHARPNESS : 0;
  }

  private static byte[] transposed(byte[] in, int width, int height) {
    byte[] out = new byte[in.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        System.arraycopy(in, 3 * (y * width + x), out, 3 * (x * height + y), 3);
      }
    }
    return out;
  }
}

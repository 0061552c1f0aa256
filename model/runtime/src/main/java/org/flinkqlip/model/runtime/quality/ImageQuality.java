// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.quality;

/** Full-reference quality of 8-bit images of one size. */
public final class ImageQuality {
  private static final double PEAK = 255;

  private ImageQuality() {}

  /**
   * Peak signal-to-noise ratio in dB over all values; infinite for equal images.
   *
   * @param original values of any layout
   * @param other values of the same layout
   */
  public static double psnr(byte[] original, byte[] other) {
    checkSizes(original, other);
    double squares = 0;
    for (int i = 0; i < original.length; i++) {
      double difference = (original[i] & 0xff) - (other[i] & 0xff);
      squares += difference * difference;
    }
    double mse = squares / original.length;
    return mse == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(PEAK * PEAK / mse);
  }

  /**
   * Structural similarity (Wang et al., 2004): the mean over all positions of an 11 x 11 Gaussian
   * window of deviation 1.5 that lie inside, then over the channels; 1 for equal images.
   *
   * @param original rows, columns, RGB
   * @param other the same layout
   * @throws IllegalArgumentException if the images are smaller than the window
   */
  public static double ssim(byte[] original, byte[] other, int width, int height) {
    checkSizes(original, other);
    if (original.length != width * height * 3) {
      throw new IllegalArgumentException(
          "%d bytes are no RGB image of %d x %d".formatted(original.length, width, height));
    }
    double sum = 0;
    for (int channel = 0; channel < 3; channel++) {
      sum +=
          Ssim.mean(
              plane(original, channel, width * height),
              plane(other, channel, width * height),
              width,
              height);
    }
    return sum / 3;
  }

  private static double[] plane(byte[] rgb, int channel, int pixels) {
    double[] plane = new double[pixels];
    for (int i = 0; i < pixels; i++) {
      plane[i] = rgb[3 * i + channel] & 0xff;
    }
    return plane;
  }

  private static void checkSizes(byte[] original, byte[] other) {
    if (original.length != other.length || original.length == 0) {
      throw new IllegalArgumentException(
          "images of %d and %d bytes do not compare".formatted(original.length, other.length));
    }
  }
}

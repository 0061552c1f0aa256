// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal;

/**
 * Decoded pixels.
 *
 * @param width columns
 * @param height rows
 * @param rgb uint8 [height, width, 3]; may be longer. Not copied: an image has one owner at a time
 */
@SuppressWarnings("ArrayRecordComponent") // compared and printed by nobody
public record RgbImage(int width, int height, byte[] rgb) {

  public RgbImage {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("empty image: " + width + " x " + height);
    }
    if (rgb.length < 3L * width * height) {
      throw new IllegalArgumentException(rgb.length + " bytes for " + width + " x " + height);
    }
  }

  /** A black image. */
  public static RgbImage black(int width, int height) {
    return new RgbImage(width, height, new byte[Math.multiplyExact(3, width * height)]);
  }

  /** Index of the red sample of a pixel. */
  public int at(int x, int y) {
    return 3 * (y * width + x);
  }

  /** Sets one pixel; samples are taken modulo 256. */
  public void set(int x, int y, int red, int green, int blue) {
    int at = at(x, y);
    rgb[at] = (byte) red;
    rgb[at + 1] = (byte) green;
    rgb[at + 2] = (byte) blue;
  }
}

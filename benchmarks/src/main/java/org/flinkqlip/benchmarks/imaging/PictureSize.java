// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.imaging;

/**
 * A picture to be made.
 *
 * @param width in pixels
 * @param height in pixels
 * @param jpegBytes about as many as it shall take as a JPEG file of quality 92
 */
record PictureSize(int width, int height, int jpegBytes) {

  PictureSize {
    if (jpegBytes < 1) {
      throw new IllegalArgumentException("a file has bytes: " + jpegBytes);
    }
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}

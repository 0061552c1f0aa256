// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

/** Small changes of a picture that leave its content as it is. */
public enum Perturbation {
  /** Written as JPEG at quality 90 and read again. */
  JPEG_90("JPEG at quality 90") {
    @Override
    public byte[] apply(byte[] rgb, int edge) {
      return JpegRoundTrip.of(rgb, edge, JPEG_QUALITY);
    }
  },
  /** Moved by one pixel to the right; the first column is there twice and the last one is gone. */
  SHIFT_1("shift by one pixel") {
    @Override
    public byte[] apply(byte[] rgb, int edge) {
      byte[] moved = rgb.clone();
      int row = 3 * edge;
      for (int start = 0; start < rgb.length; start += row) {
        System.arraycopy(rgb, start, moved, start + 3, row - 3);
      }
      return moved;
    }
  };

  private static final float JPEG_QUALITY = 0.9f;

  private final String words;

  Perturbation(String words) {
    this.words = words;
  }

  /**
   * The changed picture.
   *
   * @param rgb uint8 [edge, edge, 3]; not changed
   */
  public abstract byte[] apply(byte[] rgb, int edge);

  @Override
  public String toString() {
    return words;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.png;

/**
 * The inverse of each row filter. Rows start at index 1; what lies beyond the left edge counts as
 * 0.
 *
 * <p>Bytes depend on the one on their left, so samples are walked through one channel after the
 * other, with that byte in a register: through memory it would take many times as long.
 */
final class PngFilters {
  private PngFilters() {}

  static void undoSub(byte[] row, int pixelBytes) {
    for (int channel = 1; channel <= pixelBytes; channel++) {
      int left = 0;
      for (int i = channel; i < row.length; i += pixelBytes) {
        left += row[i];
        row[i] = (byte) left;
      }
    }
  }

  static void undoUp(byte[] row, byte[] above) {
    int end = Math.min(row.length, above.length);
    for (int i = 1; i < end; i++) {
      row[i] += above[i];
    }
  }

  static void undoAverage(byte[] row, byte[] above, int pixelBytes) {
    for (int channel = 1; channel <= pixelBytes; channel++) {
      int left = 0;
      for (int i = channel; i < row.length; i += pixelBytes) {
        left = row[i] + (left + (above[i] & 0xff) >> 1) & 0xff;
        row[i] = (byte) left;
      }
    }
  }

  static void undoPaeth(byte[] row, byte[] above, int pixelBytes) {
    if (pixelBytes == 3) {
      undoPaethOfThree(row, above);
      return;
    }
    for (int channel = 1; channel <= pixelBytes; channel++) {
      int left = 0;
      int corner = 0;
      for (int i = channel; i < row.length; i += pixelBytes) {
        int up = above[i] & 0xff;
        left = row[i] + paeth(left, up, corner) & 0xff;
        row[i] = (byte) left;
        corner = up;
      }
    }
  }

  /** The usual case: the chains of three channels side by side fill the processor's units. */
  private static void undoPaethOfThree(byte[] row, byte[] above) {
    int red = 0;
    int green = 0;
    int blue = 0;
    int cornerRed = 0;
    int cornerGreen = 0;
    int cornerBlue = 0;
    for (int i = 1; i + 2 < row.length; i += 3) {
      int upRed = above[i] & 0xff;
      int upGreen = above[i + 1] & 0xff;
      int upBlue = above[i + 2] & 0xff;
      red = row[i] + paeth(red, upRed, cornerRed) & 0xff;
      green = row[i + 1] + paeth(green, upGreen, cornerGreen) & 0xff;
      blue = row[i + 2] + paeth(blue, upBlue, cornerBlue) & 0xff;
      row[i] = (byte) red;
      row[i + 1] = (byte) green;
      row[i + 2] = (byte) blue;
      cornerRed = upRed;
      cornerGreen = upGreen;
      cornerBlue = upBlue;
    }
  }

  /**
   * The first of left, above and corner that is nearest to left + above - corner.
   *
   * <p>Of left and above, that is the lower one if three corners reach beyond both and the higher
   * one again, the higher one if three corners do not exceed both and the lower one again, and the
   * corner in between. No branch depends on pixels, since nothing could foretell it.
   */
  static int paeth(int left, int above, int corner) {
    int low = Math.min(left, above);
    int high = Math.max(left, above);
    int balance = 3 * corner - left - above;
    int belowHigh = balance - high >> 31; // all bits set if so, else none
    int lowOrCorner = low ^ (low ^ corner) & belowHigh;
    int aboveLow = low - balance >> 31;
    return high ^ (high ^ lowOrCorner) & aboveLow;
  }
}

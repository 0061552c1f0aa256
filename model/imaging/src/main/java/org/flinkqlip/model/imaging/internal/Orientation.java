// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal;

/** The eight EXIF and TIFF orientations: how stored pixels must be turned to be seen upright. */
public enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  ROTATED_180(false, true, true),
  FLIPPED(false, false, true),
  TRANSPOSED(true, false, false),
  ROTATED_90(true, true, false),
  TRANSVERSED(true, true, true),
  ROTATED_270(true, false, true);

  private final boolean swapAxes;
  private final boolean mirrorColumns;
  private final boolean mirrorRows;

  Orientation(boolean swapAxes, boolean mirrorColumns, boolean mirrorRows) {
    this.swapAxes = swapAxes;
    this.mirrorColumns = mirrorColumns;
    this.mirrorRows = mirrorRows;
  }

  /** The orientation of a tag's value (1 to 8); any other value means upright. */
  public static Orientation ofTag(int value) {
    return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
  }

  /** The image seen upright: first the axes are swapped, then the result is mirrored. */
  public RgbImage apply(RgbImage stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int width = swapAxes ? stored.height() : stored.width();
    int height = swapAxes ? stored.width() : stored.height();
    RgbImage upright = RgbImage.black(width, height);
    byte[] from = stored.rgb();
    byte[] to = upright.rgb();
    int out = 0;
    for (int y = 0; y < height; y++) {
      int row = mirrorRows ? height - 1 - y : y;
      for (int x = 0; x < width; x++) {
        int column = mirrorColumns ? width - 1 - x : x;
        int in = swapAxes ? stored.at(row, column) : stored.at(column, row);
        to[out++] = from[in];
        to[out++] = from[in + 1];
        to[out++] = from[in + 2];
      }
    }
    return upright;
  }
}

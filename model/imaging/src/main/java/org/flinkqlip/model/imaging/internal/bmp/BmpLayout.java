// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.bmp;

import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.jspecify.annotations.Nullable;

/** Where red, green and blue are in the bits of a pixel, least significant bit first. */
enum BmpLayout {
  /** Pixels are palette indices. */
  INDEXED(0, 0, 0, 0, 0),
  X1_R5_G5_B5(10, 5, 0, 5, 5),
  R5_G6_B5(11, 5, 0, 5, 6),
  R8_G8_B8(16, 8, 0, 8, 8),
  R8_G8_B8_X8(24, 16, 8, 8, 8),
  X8_B8_G8_R8(0, 8, 16, 8, 8),
  R8_X8_G8_B8(24, 8, 0, 8, 8);

  private final int redShift;
  private final int greenShift;
  private final int blueShift;
  private final int max;
  private final int greenMax;

  BmpLayout(int redShift, int greenShift, int blueShift, int bits, int greenBits) {
    this.redShift = redShift;
    this.greenShift = greenShift;
    this.blueShift = blueShift;
    this.max = (1 << bits) - 1;
    this.greenMax = (1 << greenBits) - 1;
  }

  /** The layout of pixels without masks. */
  static BmpLayout plain(ImageBytes in, int bits) throws ImageRejectedException {
    return switch (bits) {
      case 1, 4, 8 -> INDEXED;
      case 16 -> X1_R5_G5_B5;
      case 24, 32 -> R8_G8_B8;
      default -> throw in.unsupported(bits + " bits a pixel");
    };
  }

  /** The layout that masks describe: of all that they could describe, those that are in use. */
  static BmpLayout ofMasks(ImageBytes in, int bits, long red, long green, long blue, long alpha)
      throws ImageRejectedException {
    BmpLayout layout = bits < 16 ? null : find(bits, red, green, blue);
    if (layout == null || (bits == 32 && !layout.accepts(alpha))) {
      throw in.unsupported(
          "a layout of "
              + bits
              + " bits with masks %x, %x, %x, %x".formatted(red, green, blue, alpha));
    }
    return layout;
  }

  private static @Nullable BmpLayout find(int bits, long red, long green, long blue) {
    if (bits == 32 && red == 0 && green == 0 && blue == 0) {
      return R8_G8_B8;
    }
    for (BmpLayout layout : values()) {
      boolean sameSize = layout.max == 31 ? bits == 16 : bits == 32 || bits == 24;
      if (layout != INDEXED
          && sameSize
          && red == (long) layout.max << layout.redShift
          && green == (long) layout.greenMax << layout.greenShift
          && blue == (long) layout.max << layout.blueShift) {
        return layout == R8_G8_B8 || bits != 24 ? layout : null;
      }
    }
    return null;
  }

  private boolean accepts(long alpha) {
    return switch (this) {
      case R8_G8_B8 -> alpha == 0 || alpha == 0xff000000L;
      case R8_G8_B8_X8 -> alpha == 0 || alpha == 0xff;
      case X8_B8_G8_R8 -> alpha == 0xff000000L;
      case R8_X8_G8_B8 -> alpha == 0 || alpha == 0xff0000;
      case INDEXED, X1_R5_G5_B5, R5_G6_B5 -> false;
    };
  }

  /** Writes the RGB of one pixel. Short colours are scaled to 255, rounded down. */
  void put(int pixel, byte[] rgb, int at) {
    rgb[at] = (byte) ((pixel >>> redShift & max) * 255 / max);
    rgb[at + 1] = (byte) ((pixel >>> greenShift & greenMax) * 255 / greenMax);
    rgb[at + 2] = (byte) ((pixel >>> blueShift & max) * 255 / max);
  }
}

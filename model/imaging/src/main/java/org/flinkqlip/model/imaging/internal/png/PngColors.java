// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.png;

import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.Palette;

/**
 * The colour types, and how one pixel's samples become RGB in Pillow: grey below 16 bits is scaled
 * to 8; grey of 16 bits is cut off at 255; everything else of 16 bits loses its low byte; alpha and
 * transparent colours are dropped.
 */
enum PngColors {
  GRAY(1, 1, 2, 4, 8, 16) {
    @Override
    void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at) {
      int sample = samples[from];
      int gray = bits == 16 ? Math.min(sample, 255) : sample * (255 / ((1 << bits) - 1));
      putGray(gray, rgb, at);
    }
  },
  RGB(3, 8, 16) {
    @Override
    void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at) {
      putRgb(samples, from, bits, rgb, at);
    }
  },
  INDEXED(1, 1, 2, 4, 8) {
    @Override
    void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at) {
      palette.put(samples[from], rgb, at);
    }
  },
  GRAY_ALPHA(2, 8, 16) {
    @Override
    void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at) {
      putGray(samples[from] >> (bits - 8), rgb, at);
    }
  },
  RGB_ALPHA(4, 8, 16) {
    @Override
    void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at) {
      putRgb(samples, from, bits, rgb, at);
    }
  };

  private final int channels;

  @SuppressWarnings("ImmutableEnumChecker") // never written
  private final int[] depths;

  PngColors(int channels, int... depths) {
    this.channels = channels;
    this.depths = depths;
  }

  static PngColors of(ImageBytes in, int type, int bits) throws ImageRejectedException {
    PngColors colors =
        switch (type) {
          case 0 -> GRAY;
          case 2 -> RGB;
          case 3 -> INDEXED;
          case 4 -> GRAY_ALPHA;
          case 6 -> RGB_ALPHA;
          default -> throw in.corrupt("unknown colour type " + type);
        };
    for (int depth : colors.depths) {
      if (depth == bits) {
        return colors;
      }
    }
    throw in.corrupt(bits + " bits a sample with colour type " + type);
  }

  /** Samples a pixel. */
  int channels() {
    return channels;
  }

  /** Writes the RGB of the pixel whose samples start at {@code from}. */
  abstract void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at);

  private static void putGray(int gray, byte[] rgb, int at) {
    rgb[at] = (byte) gray;
    rgb[at + 1] = (byte) gray;
    rgb[at + 2] = (byte) gray;
  }

  private static void putRgb(int[] samples, int from, int bits, byte[] rgb, int at) {
    rgb[at] = (byte) (samples[from] >> (bits - 8));
    rgb[at + 1] = (byte) (samples[from + 1] >> (bits - 8));
    rgb[at + 2] = (byte) (samples[from + 2] >> (bits - 8));
  }
}

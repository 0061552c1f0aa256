// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.tiff;

import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.Inks;
import org.flinkqlip.model.imaging.internal.Palette;

/**
 * What the samples mean, and how they become RGB in Pillow: grey of more than 8 bits and of
 * floating point is cut off at 255 whatever its polarity, other 16-bit samples lose their low byte,
 * alpha is dropped, but colours that were multiplied with it are divided again.
 */
enum TiffColors {
  WHITE_IS_ZERO {
    @Override
    void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at) {
      int max = (1 << bits) - 1;
      putGray((max - samples[from]) * (255 / max), rgb, at);
    }
  },
  BLACK_IS_ZERO {
    @Override
    void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at) {
      putGray(samples[from] * (255 / ((1 << bits) - 1)), rgb, at);
    }
  },
  GRAY_16 {
    @Override
    void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at) {
      putGray(Math.min(samples[from], 255), rgb, at);
    }
  },
  /** Signed or not: in Pillow the largest unsigned samples are below zero. */
  GRAY_32 {
    @Override
    void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at) {
      putGray(Math.min(Math.max(samples[from], 0), 255), rgb, at);
    }
  },
  FLOAT_GRAY {
    @Override
    void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at) {
      float sample = Float.intBitsToFloat(samples[from]);
      putGray((int) Math.min(Math.max(sample, 0), 255), rgb, at);
    }
  },
  SIGNED_GRAY_16 {
    @Override
    void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at) {
      putGray(Math.min(Math.max((short) samples[from], 0), 255), rgb, at);
    }
  },
  GRAY_ALPHA {
    @Override
    void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at) {
      putGray(samples[from] >> (bits - 8), rgb, at);
    }
  },
  RGB {
    @Override
    void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at) {
      rgb[at] = (byte) (samples[from] >> (bits - 8));
      rgb[at + 1] = (byte) (samples[from + 1] >> (bits - 8));
      rgb[at + 2] = (byte) (samples[from + 2] >> (bits - 8));
    }
  },
  PREMULTIPLIED_RGB {
    @Override
    void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at) {
      int alpha = samples[from + 3] >> (bits - 8);
      for (int i = 0; i < 3; i++) {
        int color = samples[from + i] >> (bits - 8);
        rgb[at + i] = (byte) (alpha == 0 ? 0 : Math.min(color * 255 / alpha, 255));
      }
    }
  },
  INDEXED {
    @Override
    void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at) {
      palette.put(samples[from], rgb, at);
    }
  },
  CMYK {
    @Override
    void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at) {
      int white = 255 - (samples[from + 3] >> (bits - 8));
      for (int i = 0; i < 3; i++) {
        rgb[at + i] = (byte) Inks.light(samples[from + i] >> (bits - 8), white);
      }
    }
  },
  /** Converted by the JPEG decoder, so RGB here. */
  YCBCR {
    @Override
    void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at) {
      RGB.put(samples, from, bits, palette, rgb, at);
    }
  };

  private static final int UNSIGNED = 1;
  private static final int SIGNED = 2;
  private static final int FLOATING = 3;
  private static final int PREMULTIPLIED_ALPHA = 1;

  /**
   * @param extra meaning of the first sample beyond the colours, or -1
   */
  static TiffColors of(ImageBytes in, int photometric, int samples, int bits, int format, int extra)
      throws ImageRejectedException {
    boolean wide = bits == 8 || bits == 16;
    boolean narrow = bits == 1 || bits == 2 || bits == 4 || bits == 8;
    boolean gray = samples == 1 && photometric == 1;
    if (format == FLOATING && bits == 32 && samples == 1 && photometric <= 1) {
      return FLOAT_GRAY;
    }
    if (format == SIGNED && bits == 16 && gray) {
      return SIGNED_GRAY_16;
    }
    if ((format == SIGNED || format == UNSIGNED) && bits == 32 && gray) {
      return GRAY_32;
    }
    if (format != UNSIGNED) {
      throw in.unsupported("sample format " + format + " with " + bits + " bits");
    }
    if (bits == 12 && gray) {
      return GRAY_16;
    }
    switch (photometric) {
      case 0, 1 -> {
        if (samples == 1 && bits == 16) {
          return GRAY_16;
        }
        if (samples == 1 && narrow) {
          return photometric == 0 ? WHITE_IS_ZERO : BLACK_IS_ZERO;
        }
        if (samples > 1 && wide && photometric == 1) {
          return GRAY_ALPHA;
        }
      }
      case 2 -> {
        if (samples >= 3 && wide) {
          return samples > 3 && extra == PREMULTIPLIED_ALPHA ? PREMULTIPLIED_RGB : RGB;
        }
      }
      case 3 -> {
        if (narrow && (samples == 1 || bits == 8)) {
          return INDEXED;
        }
      }
      case 5 -> {
        if (samples >= 4 && wide) {
          return CMYK;
        }
      }
      case 6 -> {
        if (samples == 3 && bits == 8) {
          return YCBCR;
        }
      }
      default -> {}
    }
    throw in.unsupported(
        "photometric interpretation %d with %d samples of %d bits"
            .formatted(photometric, samples, bits));
  }

  /** Writes the RGB of the pixel whose samples start at {@code from}. */
  abstract void put(int[] samples, int from, int bits, Palette palette, byte[] rgb, int at);

  private static void putGray(int gray, byte[] rgb, int at) {
    rgb[at] = (byte) gray;
    rgb[at + 1] = (byte) gray;
    rgb[at + 2] = (byte) gray;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.jpeg;

import org.flinkqlip.model.imaging.internal.Inks;

/**
 * What the components of a JPEG mean, decided as libjpeg does, and the way to RGB from there.
 *
 * <p>YCbCr is ITU-R BT.601 in full range, in libjpeg's arithmetic of 16 fractional bits. Files with
 * four components hold inverted inks, by Adobe's convention, with or without Adobe's marker.
 */
enum JpegColors {
  GRAY {
    @Override
    void toRgb(byte[] in, byte[] rgb, int pixels) {
      for (int i = 0, at = 0; i < pixels; i++, at += 3) {
        rgb[at] = in[i];
        rgb[at + 1] = in[i];
        rgb[at + 2] = in[i];
      }
    }
  },
  RGB {
    @Override
    void toRgb(byte[] in, byte[] rgb, int pixels) {
      if (in != rgb) {
        System.arraycopy(in, 0, rgb, 0, 3 * pixels);
      }
    }
  },
  YCBCR {
    @Override
    void toRgb(byte[] in, byte[] rgb, int pixels) {
      for (int at = 0; at < 3 * pixels; at += 3) {
        int y = in[at] & 0xff;
        int cb = in[at + 1] & 0xff;
        int cr = in[at + 2] & 0xff;
        rgb[at] = clamp(y + RED_CR[cr]);
        rgb[at + 1] = clamp(y + ((GREEN_CB[cb] + GREEN_CR[cr]) >> FRACTION_BITS));
        rgb[at + 2] = clamp(y + BLUE_CB[cb]);
      }
    }
  },
  CMYK {
    @Override
    void toRgb(byte[] in, byte[] rgb, int pixels) {
      for (int i = 0, from = 0, at = 0; i < pixels; i++, from += 4, at += 3) {
        int white = in[from + 3] & 0xff;
        rgb[at] = (byte) Inks.light(255 - (in[from] & 0xff), white);
        rgb[at + 1] = (byte) Inks.light(255 - (in[from + 1] & 0xff), white);
        rgb[at + 2] = (byte) Inks.light(255 - (in[from + 2] & 0xff), white);
      }
    }
  },
  YCCK {
    @Override
    void toRgb(byte[] in, byte[] rgb, int pixels) {
      for (int i = 0, from = 0, at = 0; i < pixels; i++, from += 4, at += 3) {
        int y = in[from] & 0xff;
        int cb = in[from + 1] & 0xff;
        int cr = in[from + 2] & 0xff;
        int white = in[from + 3] & 0xff;
        rgb[at] = (byte) Inks.light(0xff & clamp(y + RED_CR[cr]), white);
        int green = (GREEN_CB[cb] + GREEN_CR[cr]) >> FRACTION_BITS;
        rgb[at + 1] = (byte) Inks.light(0xff & clamp(y + green), white);
        rgb[at + 2] = (byte) Inks.light(0xff & clamp(y + BLUE_CB[cb]), white);
      }
    }
  };

  /** Stands for the transform of a file without Adobe's marker. */
  static final int NO_ADOBE = -1;

  private static final int FRACTION_BITS = 16;
  private static final byte[] CLAMPED = clamped();
  private static final int[] RED_CR = chroma(1.40200);
  private static final int[] BLUE_CB = chroma(1.77200);
  private static final int[] GREEN_CR = greenShare(0.71414, 0);
  private static final int[] GREEN_CB = greenShare(0.34414, 1 << (FRACTION_BITS - 1));

  /**
   * libjpeg's rules: JFIF means YCbCr; then Adobe's marker decides; without either, components
   * named R, G and B are what they say.
   *
   * @param ids component identifiers of the frame
   * @param adobeTransform of Adobe's marker, or {@link #NO_ADOBE}
   */
  static JpegColors of(int[] ids, boolean jfif, int adobeTransform) {
    return switch (ids.length) {
      case 1 -> GRAY;
      case 3 -> {
        if (jfif) {
          yield YCBCR;
        }
        if (adobeTransform != NO_ADOBE) {
          yield adobeTransform == 0 ? RGB : YCBCR;
        }
        yield ids[0] == 'R' && ids[1] == 'G' && ids[2] == 'B' ? RGB : YCBCR;
      }
      case 4 -> adobeTransform == NO_ADOBE || adobeTransform == 0 ? CMYK : YCCK;
      default -> throw new IllegalArgumentException(ids.length + " components");
    };
  }

  /**
   * Converts interleaved components to interleaved RGB. The two arrays may be the same one where
   * there are three components.
   */
  abstract void toRgb(byte[] in, byte[] rgb, int pixels);

  /** {@code value}, which may be off by a byte's range, in 0 to 255. */
  private static byte clamp(int value) {
    return CLAMPED[value + 256];
  }

  private static int fixed(double factor) {
    return (int) (factor * (1 << FRACTION_BITS) + 0.5);
  }

  private static int[] chroma(double factor) {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      table[i] = (fixed(factor) * (i - 128) + (1 << (FRACTION_BITS - 1))) >> FRACTION_BITS;
    }
    return table;
  }

  private static int[] greenShare(double factor, int rounding) {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      table[i] = -fixed(factor) * (i - 128) + rounding;
    }
    return table;
  }

  private static byte[] clamped() {
    byte[] table = new byte[3 * 256];
    for (int i = 0; i < table.length; i++) {
      table[i] = (byte) Math.min(Math.max(i - 256, 0), 255);
    }
    return table;
  }
}

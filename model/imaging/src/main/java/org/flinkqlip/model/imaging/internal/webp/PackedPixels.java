// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.webp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** One int a pixel, to three bytes. */
final class PackedPixels {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private PackedPixels() {}

  /**
   * Writes interleaved RGB, three words for four pixels: byte by byte takes three times as long.
   *
   * @param pixels 0x??RRGGBB
   * @param from index of the first one
   * @param count how many
   * @param at index of the first red sample
   */
  static void toRgb(int[] pixels, int from, int count, byte[] rgb, int at) {
    int out = at;
    int i = from;
    for (; i + 4 <= from + count; i += 4, out += 12) {
      int a = blueGreenRed(pixels[i]);
      int b = blueGreenRed(pixels[i + 1]);
      int c = blueGreenRed(pixels[i + 2]);
      int d = blueGreenRed(pixels[i + 3]);
      WORD.set(rgb, out, a | b << 24);
      WORD.set(rgb, out + 4, b >>> 8 | c << 16);
      WORD.set(rgb, out + 8, c >>> 16 | d << 8);
    }
    for (; i < from + count; i++, out += 3) {
      rgb[out] = (byte) (pixels[i] >> 16);
      rgb[out + 1] = (byte) (pixels[i] >> 8);
      rgb[out + 2] = (byte) pixels[i];
    }
  }

  /** Red lowest, nothing above blue. */
  private static int blueGreenRed(int pixel) {
    return Integer.reverseBytes(pixel) >>> 8;
  }
}

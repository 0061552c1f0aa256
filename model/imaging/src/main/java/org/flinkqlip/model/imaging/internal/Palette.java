// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal;

/** Up to 256 colours. Indices beyond them are shades of grey, as in Pillow. */
public final class Palette {
  private final int[] colors = new int[256]; // 0xRRGGBB

  /** The palette in which every index is its own shade of grey. */
  public Palette() {
    for (int i = 0; i < colors.length; i++) {
      colors[i] = i * 0x010101;
    }
  }

  /** Sets one colour; indices beyond 255 are ignored. */
  public void set(int index, int red, int green, int blue) {
    if (index < colors.length) {
      colors[index] = red << 16 | green << 8 | blue;
    }
  }

  /** Reads {@code count} colours of 3 bytes, red first. */
  public static Palette ofRgb(byte[] in, int offset, int count) {
    Palette palette = new Palette();
    for (int i = 0; i < count; i++) {
      int at = offset + 3 * i;
      palette.set(i, in[at] & 0xff, in[at + 1] & 0xff, in[at + 2] & 0xff);
    }
    return palette;
  }

  /** Writes the colour of {@code index} to three bytes. */
  public void put(int index, byte[] rgb, int at) {
    int color = colors[index];
    rgb[at] = (byte) (color >> 16);
    rgb[at + 1] = (byte) (color >> 8);
    rgb[at + 2] = (byte) color;
  }
}

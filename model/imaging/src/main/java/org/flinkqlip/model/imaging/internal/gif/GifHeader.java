// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.gif;

import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.ImageHeader;
import org.flinkqlip.model.imaging.internal.Palette;

/**
 * The logical screen and the first frame on it (GIF89a, clauses 17 to 24).
 *
 * @param width of the screen, grown to hold the first frame
 * @param height likewise
 * @param palette the frame's own, else the global one, else shades of grey
 * @param background index that the screen is filled with where the frame does not cover it
 * @param left of the frame on the screen
 * @param top likewise
 * @param minimumBits the frame's minimum LZW code size
 * @param data offset of the frame's first data sub-block
 */
record GifHeader(
    int width,
    int height,
    Palette palette,
    int background,
    int left,
    int top,
    int frameWidth,
    int frameHeight,
    boolean interlaced,
    int minimumBits,
    int data)
    implements ImageHeader {

  private static final int HEADER_BYTES = 13;
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xf9;
  private static final int IMAGE = 0x2c;
  private static final int TRAILER = 0x3b;

  static GifHeader read(ImageBytes in) throws ImageRejectedException {
    int screenWidth = in.u16le(6);
    int screenHeight = in.u16le(8);
    int flags = in.u8(10);
    long at = HEADER_BYTES;
    in.require(0, at);
    Palette palette = new Palette();
    if ((flags & 0x80) != 0) {
      palette = palette(in, at, flags);
      at += paletteBytes(flags);
    }
    // Pillow fills the screen with the transparent index and ignores the background index.
    int background = 0;
    while (true) {
      int kind = in.u8(at++);
      if (kind == IMAGE) {
        return frame(in, at, screenWidth, screenHeight, palette, background);
      }
      if (kind == TRAILER) {
        throw in.corrupt("no image before the trailer");
      }
      if (kind == EXTENSION) {
        boolean control = in.u8(at++) == GRAPHIC_CONTROL && in.u8(at) >= 4;
        if (control && (in.u8(at + 1) & 1) != 0) {
          background = in.u8(at + 4);
        }
        at = afterBlocks(in, at);
      }
      // Anything else is padding, which decoders skip.
    }
  }

  private static GifHeader frame(
      ImageBytes in, long at, int screenWidth, int screenHeight, Palette global, int background)
      throws ImageRejectedException {
    int left = in.u16le(at);
    int top = in.u16le(at + 2);
    int frameWidth = in.u16le(at + 4);
    int frameHeight = in.u16le(at + 6);
    int flags = in.u8(at + 8);
    if (frameWidth == 0 || frameHeight == 0) {
      throw in.corrupt("a frame of " + frameWidth + " x " + frameHeight);
    }
    long next = at + 9;
    Palette palette = global;
    if ((flags & 0x80) != 0) {
      palette = palette(in, next, flags);
      next += paletteBytes(flags);
    }
    int minimumBits = in.u8(next);
    return new GifHeader(
        Math.max(screenWidth, left + frameWidth),
        Math.max(screenHeight, top + frameHeight),
        palette,
        background,
        left,
        top,
        frameWidth,
        frameHeight,
        (flags & 0x40) != 0,
        minimumBits,
        (int) next + 1);
  }

  private static int paletteBytes(int flags) {
    return 3 << ((flags & 7) + 1);
  }

  private static Palette palette(ImageBytes in, long at, int flags) throws ImageRejectedException {
    in.require(at, paletteBytes(flags));
    return Palette.ofRgb(in.array(), (int) at, paletteBytes(flags) / 3);
  }

  private static long afterBlocks(ImageBytes in, long start) throws ImageRejectedException {
    long at = start;
    while (true) {
      int length = in.u8(at++);
      if (length == 0) {
        return at;
      }
      at += length;
    }
  }
}

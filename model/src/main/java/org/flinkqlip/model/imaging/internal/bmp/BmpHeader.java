package org.flinkqlip.model.imaging.internal.bmp;

import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.Palette;

/**
 * File header, bitmap header (OS/2 1.x, OS/2 2.x, Windows 3 to 5) and palette.
 *
 * @param bits a pixel: 1, 4, 8, 16, 24 or 32
 * @param topDown whether the first stored row is the top one
 * @param layout where the colours are in pixels of 16 bits and more
 * @param palette of pixels up to 8 bits, else null
 * @param data offset of the pixels
 */
record BmpHeader(
    int width,
    int height,
    int bits,
    boolean topDown,
    Compression compression,
    BmpLayout layout,
    Palette palette,
    int data) {

  enum Compression {
    NONE,
    RLE8,
    RLE4
  }

  private static final int FILE_HEADER = 14;
  private static final int OS2_HEADER = 12;
  private static final int WINDOWS_HEADER = 40;
  private static final int BITFIELDS = 3;

  static BmpHeader read(ImageBytes in) throws ImageRejectedException {
    long size = in.u32le(FILE_HEADER);
    if (size == OS2_HEADER) {
      return readOs2(in);
    }
    if (size == WINDOWS_HEADER || size == 64 || size == 108 || size == 124) {
      return readWindows(in, (int) size);
    }
    throw in.unsupported("a bitmap header of " + size + " bytes");
  }

  private static BmpHeader readOs2(ImageBytes in) throws ImageRejectedException {
    int bits = in.u16le(24);
    int colors = bits <= 8 ? 1 << bits : 0;
    int palette = FILE_HEADER + OS2_HEADER;
    return new BmpHeader(
        edge(in, in.u16le(18)),
        edge(in, in.u16le(20)),
        bits,
        false,
        Compression.NONE,
        BmpLayout.plain(in, bits),
        palette(in, palette, 3, colors),
        dataOffset(in, palette + 3 * colors));
  }

  private static BmpHeader readWindows(ImageBytes in, int size) throws ImageRejectedException {
    int storedHeight = (int) in.u32le(22);
    int bits = in.u16le(28);
    long method = in.u32le(30);
    long used = in.u32le(46);
    int end = FILE_HEADER + size;
    BmpLayout layout = BmpLayout.plain(in, bits);
    if (method == BITFIELDS) {
      // In short headers the masks follow, in long ones they are part of it.
      long masks = FILE_HEADER + WINDOWS_HEADER;
      boolean alpha = size >= 56;
      layout =
          BmpLayout.ofMasks(
              in,
              bits,
              in.u32le(masks),
              in.u32le(masks + 4),
              in.u32le(masks + 8),
              alpha ? in.u32le(masks + 12) : 0);
      end = Math.max(end, (int) masks + 12);
    }
    int colors = 0;
    if (bits <= 8) {
      colors = used == 0 ? 1 << bits : (int) Math.min(used, 256);
    }
    return new BmpHeader(
        edge(in, in.u32le(18)),
        edge(in, Math.abs((long) storedHeight)),
        bits,
        storedHeight < 0,
        compression(in, method, bits),
        layout,
        palette(in, end, 4, colors),
        dataOffset(in, end + 4L * colors));
  }

  /** Bytes of a row, which ends on a multiple of four. */
  long rowBytes() {
    return ((long) width * bits + 31) / 32 * 4;
  }

  private static int edge(ImageBytes in, long value) throws ImageRejectedException {
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw in.corrupt("an edge of " + value + " pixels");
    }
    return (int) value;
  }

  private static Compression compression(ImageBytes in, long method, int bits)
      throws ImageRejectedException {
    if (method == 0 || method == BITFIELDS) {
      return Compression.NONE;
    }
    if (method == 1 && bits == 8) {
      return Compression.RLE8;
    }
    if (method == 2 && bits == 4) {
      return Compression.RLE4;
    }
    throw in.unsupported("compression " + method + " with " + bits + " bits a pixel");
  }

  private static Palette palette(ImageBytes in, int at, int entryBytes, int colors)
      throws ImageRejectedException {
    if (colors == 0) {
      return null;
    }
    in.require(at, (long) colors * entryBytes);
    Palette palette = new Palette();
    for (int i = 0; i < colors; i++) {
      int entry = at + i * entryBytes;
      palette.set(i, in.u8(entry + 2), in.u8(entry + 1), in.u8(entry));
    }
    return palette;
  }

  /** Where the file header says the pixels are; if it says nothing, after all that precedes. */
  private static int dataOffset(ImageBytes in, long afterPalette) throws ImageRejectedException {
    long stated = in.u32le(10);
    long offset = stated == 0 ? afterPalette : stated;
    in.require(offset, 1);
    return (int) offset;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.bmp;

import java.util.Set;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.ImageHeader;
import org.flinkqlip.model.imaging.internal.Palette;

/**
 * File header, bitmap header (OS/2 1.x, OS/2 2.x, Windows 3 to 5 with what lay between them) and
 * palette.
 *
 * @param bits a pixel: 1, 4, 8, 16, 24 or 32
 * @param topDown whether the first stored row is the top one
 * @param layout where the colours are in pixels of 16 bits and more
 * @param palette of pixels up to 8 bits, else shades of grey that nobody reads
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
    int data)
    implements ImageHeader {

  enum Compression {
    NONE,
    RLE8,
    RLE4
  }

  private static final int FILE_HEADER = 14;
  private static final int OS2_HEADER = 12;
  private static final int WINDOWS_HEADER = 40;
  private static final Set<Long> WINDOWS_HEADERS = Set.of(40L, 52L, 56L, 64L, 108L, 124L);
  private static final int FIRST_HEADER_WITH_ALPHA = 56;
  private static final int BITFIELDS = 3;

  /** Reads a file. */
  static BmpHeader read(ImageBytes in) throws ImageRejectedException {
    return read(in, FILE_HEADER, in.u32le(10));
  }

  /** Reads a bitmap without file header: its pixels follow right behind what precedes them. */
  static BmpHeader readBare(ImageBytes in) throws ImageRejectedException {
    return read(in, 0, 0);
  }

  /**
   * Whether the bytes may be a bitmap without file header, whose magic is no more than the length
   * of its header.
   */
  static boolean isBare(ImageBytes in) throws ImageRejectedException {
    if (in.length() < OS2_HEADER) {
      return false;
    }
    long size = in.u32le(0);
    if (size == OS2_HEADER) {
      return in.u16le(8) == 1 && isDepth(in.u16le(10));
    }
    return WINDOWS_HEADERS.contains(size)
        && in.length() >= WINDOWS_HEADER
        && in.u16le(12) == 1
        && isDepth(in.u16le(14));
  }

  private static boolean isDepth(int bits) {
    return bits > 0 && bits <= 32 && (Integer.bitCount(bits) == 1 || bits == 24);
  }

  /**
   * @param start offset of the bitmap header
   * @param stated offset of the pixels; 0 if nothing states it
   */
  private static BmpHeader read(ImageBytes in, int start, long stated)
      throws ImageRejectedException {
    long size = in.u32le(start);
    if (size == OS2_HEADER) {
      return readOs2(in, start, stated);
    }
    if (WINDOWS_HEADERS.contains(size)) {
      return readWindows(in, start, (int) size, stated);
    }
    throw in.unsupported("a bitmap header of " + size + " bytes");
  }

  private static BmpHeader readOs2(ImageBytes in, int start, long stated)
      throws ImageRejectedException {
    int bits = in.u16le(start + 10L);
    int colors = bits <= 8 ? 1 << bits : 0;
    int palette = start + OS2_HEADER;
    return new BmpHeader(
        edge(in, in.u16le(start + 4L)),
        edge(in, in.u16le(start + 6L)),
        bits,
        false,
        Compression.NONE,
        BmpLayout.plain(in, bits),
        palette(in, palette, 3, colors),
        dataOffset(in, stated, start + OS2_HEADER, colors, palette + 3L * colors));
  }

  private static BmpHeader readWindows(ImageBytes in, int start, int size, long stated)
      throws ImageRejectedException {
    int storedHeight = (int) in.u32le(start + 8L);
    int bits = in.u16le(start + 14L);
    long method = in.u32le(start + 16L);
    long used = in.u32le(start + 32L);
    int end = start + size;
    BmpLayout layout = BmpLayout.plain(in, bits);
    if (method == BITFIELDS) {
      // In short headers the masks follow, in long ones they are part of it.
      long masks = start + WINDOWS_HEADER;
      boolean alpha = size >= FIRST_HEADER_WITH_ALPHA;
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
    long colors = 0;
    if (bits <= 8) {
      colors = used == 0 ? 1 << bits : used;
    }
    return new BmpHeader(
        edge(in, in.u32le(start + 4L)),
        edge(in, Math.abs((long) storedHeight)),
        bits,
        storedHeight < 0,
        compression(in, method, bits),
        layout,
        palette(in, end, 4, (int) Math.min(colors, 256)),
        dataOffset(in, stated, start + size, colors, end + 4 * colors));
  }

  /** Bytes of a row, which ends on a multiple of four. */
  long rowBytes() {
    return ((long) width * bits + 31) / 32 * 4;
  }

  /** Bytes of all rows. The last one needs no padding. */
  long dataBytes() {
    return rowBytes() * (height - 1) + ((long) width * bits + 7) / 8;
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
    Palette palette = new Palette();
    if (colors == 0) {
      return palette;
    }
    in.require(at, (long) colors * entryBytes);
    for (int i = 0; i < colors; i++) {
      int entry = at + i * entryBytes;
      palette.set(i, in.u8(entry + 2), in.u8(entry + 1), in.u8(entry));
    }
    return palette;
  }

  /**
   * Where the file header says the pixels are; if it says nothing, after all that precedes. Some
   * writers forget the palette: an offset of its place is moved by colours of four bytes, whatever
   * they take, as in Pillow.
   */
  private static int dataOffset(
      ImageBytes in, long stated, long headerEnd, long colors, long afterPalette)
      throws ImageRejectedException {
    long offset = stated == 0 ? afterPalette : stated;
    if (stated == headerEnd) {
      offset += 4 * colors;
    }
    in.require(offset, 1);
    return (int) offset;
  }
}

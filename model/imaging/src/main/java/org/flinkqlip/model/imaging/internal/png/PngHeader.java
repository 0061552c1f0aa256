// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.png;

import java.util.zip.CRC32;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.ImageHeader;
import org.flinkqlip.model.imaging.internal.Palette;

/**
 * What the chunks before the image data say (PNG specification, clauses 5 and 11), read as
 * leniently as Pillow does: others may precede the image header, and a palette counts for indexed
 * colours only.
 *
 * @param bits a sample: 1, 2, 4, 8 or 16
 * @param interlaced Adam7
 * @param palette of indexed images, shades of grey if there is none
 * @param firstData offset of the first IDAT chunk
 */
record PngHeader(
    int width,
    int height,
    int bits,
    PngColors colors,
    boolean interlaced,
    Palette palette,
    int firstData)
    implements ImageHeader {

  static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";
  static final int CHUNK_OVERHEAD = 12; // length, type, checksum
  private static final int HEADER_BYTES = 13;
  private static final int INDEXED = 3;

  static PngHeader read(ImageBytes in) throws ImageRejectedException {
    long at = SIGNATURE.length();
    long header = -1;
    long palette = -1; // offset of the chunk
    in.require(at, 8);
    while (!in.matches(at + 4, "IDAT")) {
      long length = in.u32be(at);
      in.require(at, length + CHUNK_OVERHEAD);
      checkSum(in, at, length);
      if (in.matches(at + 4, "IHDR")) {
        header = header(in, at + 8, length);
      } else if (in.matches(at + 4, "PLTE")) {
        boolean indexed = header >= 0 && in.u8(header + 9) == INDEXED;
        palette = indexed ? at : palette; // by the header in front of it
      } else if (in.matches(at + 4, "IEND")) {
        throw in.corrupt("no image data before the end chunk");
      }
      at += CHUNK_OVERHEAD + length;
    }
    if (header < 0) {
      throw in.corrupt("no image header before the image data");
    }
    int bits = in.u8(header + 8);
    PngColors colors = PngColors.of(in, in.u8(header + 9), bits);
    return new PngHeader(
        dimension(in, header),
        dimension(in, header + 4),
        bits,
        colors,
        in.u8(header + 12) != 0,
        colors == PngColors.INDEXED && palette >= 0 ? palette(in, palette) : new Palette(),
        (int) at);
  }

  /** Bytes of a row of {@code columns} pixels, without its filter byte. */
  int rowBytes(int columns) {
    return (int) (((long) columns * colors.channels() * bits + 7) / 8);
  }

  private static int dimension(ImageBytes in, long at) throws ImageRejectedException {
    long value = in.u32be(at);
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw in.corrupt("an edge of " + value + " pixels");
    }
    return (int) value;
  }

  private static long header(ImageBytes in, long at, long length) throws ImageRejectedException {
    if (length < HEADER_BYTES) {
      throw in.corrupt("an image header of " + length + " bytes");
    }
    if (in.u8(at + 11) != 0) {
      throw in.corrupt("unknown filter method " + in.u8(at + 11));
    }
    return at;
  }

  /** Bytes beyond the last whole colour are ignored. */
  private static Palette palette(ImageBytes in, long chunk) throws ImageRejectedException {
    long colors = in.u32be(chunk) / 3;
    if (colors > 256) {
      throw in.corrupt("a palette of " + colors + " colours");
    }
    return Palette.ofRgb(in.array(), (int) chunk + 8, (int) colors);
  }

  /** Chunks that shape the image must be intact; those that hold pixels are checked by zlib. */
  private static void checkSum(ImageBytes in, long at, long length) throws ImageRejectedException {
    long stored = in.u32be(at + 8 + length);
    CRC32 crc = new CRC32();
    crc.update(in.array(), (int) at + 4, (int) length + 4);
    if (crc.getValue() != stored) {
      throw in.corrupt("a chunk at byte " + at + " does not match its checksum");
    }
  }
}

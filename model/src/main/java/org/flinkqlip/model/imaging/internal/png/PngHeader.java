package org.flinkqlip.model.imaging.internal.png;

import java.util.zip.CRC32;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ExifOrientation;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.Orientation;
import org.flinkqlip.model.imaging.internal.Palette;

/**
 * What the chunks before the image data say (PNG specification, clauses 5 and 11).
 *
 * @param bits a sample: 1, 2, 4, 8 or 16
 * @param interlaced Adam7
 * @param palette of indexed images, else null
 * @param firstData offset of the first IDAT chunk
 */
record PngHeader(
    int width,
    int height,
    int bits,
    PngColors colors,
    boolean interlaced,
    Palette palette,
    Orientation orientation,
    int firstData) {

  static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";
  private static final int CHUNK_OVERHEAD = 12; // length, type, checksum

  static PngHeader read(ImageBytes in) throws ImageRejectedException {
    long at = SIGNATURE.length();
    if (in.length() < at + 8) {
      throw in.truncated();
    }
    if (!in.matches(at + 4, "IHDR") || in.u32be(at) != 13) {
      throw in.corrupt("the first chunk is no image header");
    }
    checkSum(in, at, 13);
    long header = at + 8;
    int bits = in.u8(header + 8);
    PngColors colors = PngColors.of(in, in.u8(header + 9), bits);
    if (in.u8(header + 10) != 0 || in.u8(header + 11) != 0 || in.u8(header + 12) > 1) {
      throw in.corrupt("unknown compression, filter or interlace method");
    }
    int width = dimension(in, header);
    int height = dimension(in, header + 4);

    Palette palette = null;
    Orientation orientation = Orientation.UPRIGHT;
    at += CHUNK_OVERHEAD + 13;
    while (!in.matches(at + 4, "IDAT")) {
      long length = in.u32be(at);
      in.require(at, length + CHUNK_OVERHEAD);
      checkSum(in, at, length);
      if (in.matches(at + 4, "PLTE")) {
        palette = palette(in, at + 8, length);
      } else if (in.matches(at + 4, "eXIf")) {
        orientation = ExifOrientation.read(in, at + 8, length);
      } else if (in.matches(at + 4, "IEND")) {
        throw in.corrupt("no image data before the end chunk");
      }
      at += CHUNK_OVERHEAD + length;
    }
    if (colors == PngColors.INDEXED && palette == null) {
      throw in.corrupt("indexed colours without a palette");
    }
    boolean interlaced = in.u8(header + 12) == 1;
    return new PngHeader(width, height, bits, colors, interlaced, palette, orientation, (int) at);
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

  private static Palette palette(ImageBytes in, long at, long length)
      throws ImageRejectedException {
    if (length > 3 * 256 || length % 3 != 0) {
      throw in.corrupt("a palette of " + length + " bytes");
    }
    return Palette.ofRgb(in.array(), (int) at, (int) length / 3);
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

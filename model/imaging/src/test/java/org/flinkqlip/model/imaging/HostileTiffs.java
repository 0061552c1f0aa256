// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static org.flinkqlip.model.imaging.HostileFile.decoded;
import static org.flinkqlip.model.imaging.HostileFile.refused;
import static org.flinkqlip.model.imaging.ImageFault.CORRUPT;
import static org.flinkqlip.model.imaging.ImageFault.TOO_LARGE;
import static org.flinkqlip.model.imaging.ImageFault.TRUNCATED;
import static org.flinkqlip.model.imaging.ImageFault.UNSUPPORTED;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** TIFFs that are bombs, lie or leave things out. */
final class HostileTiffs {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int OFFSETS = 273;
  private static final int SAMPLES = 277;
  private static final int ROWS = 278;
  private static final int COUNTS = 279;
  private static final int PLANAR = 284;
  private static final int COLOR_MAP = 320;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_LENGTH = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_COUNTS = 325;
  private static final int SAMPLE_FORMAT = 339;
  private static final int JPEG_TABLES = 347;

  private static final int NONE = 1;
  private static final int LZW = 5;
  private static final int JPEG = 7;
  private static final int DEFLATE = 8;
  private static final int PACK_BITS = 32773;

  private HostileTiffs() {}

  static List<HostileFile> files() {
    byte[] zeros = Bytes.deflatedZeros(1L << 26);
    return List.of(
        refused("tiff", "60,000 x 60,000", () -> gray(60_000, 60_000, DEFLATE, zeros), TOO_LARGE),
        refused("tiff", "1 x 20,000", () -> gray(1, 20_000, DEFLATE, zeros), TOO_LARGE),
        refused(
            "tiff",
            "2^31-1 x 2^31-1",
            () -> gray(0x7fffffff, 0x7fffffff, DEFLATE, zeros),
            TOO_LARGE,
            CORRUPT),
        refused("tiff", "0 x 9", () -> gray(0, 9, DEFLATE, zeros), CORRUPT),
        refused("tiff", "9 x 0", () -> gray(9, 0, DEFLATE, zeros), CORRUPT),
        decoded("tiff", "64 megapixels deflated", () -> gray(8_192, 8_192, DEFLATE, zeros)),
        refused(
            "tiff", "64 megapixels of six 16-bit samples in one strip", () -> deep(1), UNSUPPORTED),
        refused("tiff", "64 megapixels of six 16-bit planes", () -> deep(2), UNSUPPORTED),
        decoded(
            "tiff",
            "64 megapixels in run lengths",
            () -> gray(8_192, 8_192, PACK_BITS, packed(1 << 26))),
        refused(
            "tiff",
            "64 megapixels without data",
            () -> gray(8_192, 8_192, NONE, new byte[9]),
            TRUNCATED),
        refused(
            "tiff",
            "30 MB of LZW clear codes",
            () -> gray(999, 999, LZW, lzwClears(30 << 20)),
            TRUNCATED),
        decoded("tiff", "a directory that follows itself", () -> cyclic()),
        refused(
            "tiff", "a directory at the header", () -> atHeader(), CORRUPT, TRUNCATED, UNSUPPORTED),
        decoded("tiff", "65,000 tags", () -> tags(65_000)),
        refused(
            "tiff",
            "thirty million strips by byte",
            () -> manyStrips(30_000_000),
            TOO_LARGE,
            UNSUPPORTED,
            CORRUPT),
        refused("tiff", "tiles far wider than the image", () -> wideTiles(), UNSUPPORTED),
        refused("tiff", "shared tiles far wider than the image", () -> sharedTiles(), UNSUPPORTED),
        refused(
            "tiff",
            "JPEG tables of a megabyte for 262,144 tiles",
            () -> largeTables(),
            UNSUPPORTED,
            CORRUPT),
        refused("tiff", "a palette with missing entries", () -> palette(3 * 16), CORRUPT),
        decoded("tiff", "a palette of all entries", () -> palette(3 * 256)),
        decoded(
            "tiff", "64 megapixels of float, deflated", () -> wide(Bytes.deflatedZeros(4L << 26))),
        refused(
            "tiff",
            "64 megapixels of CCITT without data",
            () -> fax(8_192, 8_192, 4, new byte[9]),
            CORRUPT,
            TRUNCATED),
        decoded(
            "tiff",
            "64 megapixels of CCITT, each row like the one above",
            () -> fax(8_192, 8_192, 4, filled(8_192 / 8, 0xff))),
        refused(
            "tiff",
            "30 MB of zeros as CCITT",
            () -> fax(8_192, 8_192, 3, new byte[30 << 20]),
            CORRUPT,
            TRUNCATED),
        refused(
            "tiff",
            "30 MB of CCITT lines without end",
            () -> fax(64, 9, 3, filled(30 << 20, 0x11)),
            CORRUPT,
            TRUNCATED),
        decoded("tiff", "32,768 strips of CCITT", () -> faxStrips(128, 32_768, 1)),
        refused("tiff", "two million strips of CCITT", () -> faxTiles(), UNSUPPORTED),
        refused("tiff", "a big directory of 2^63-1 tags", () -> big(Long.MAX_VALUE), TRUNCATED),
        refused("tiff", "a big directory of two million tags", () -> big(2_000_000), TRUNCATED),
        decoded("tiff", "no lengths", () -> without(COUNTS)),
        refused("tiff", "no lengths of many strips", () -> manyWithoutLengths(), CORRUPT),
        refused("tiff", "no bits", () -> field(BITS, 0), UNSUPPORTED, CORRUPT),
        refused("tiff", "65,535 bits", () -> field(BITS, 65_535), UNSUPPORTED, CORRUPT),
        refused("tiff", "65,535 samples", () -> field(SAMPLES, 65_535), UNSUPPORTED, CORRUPT),
        refused("tiff", "an offset behind the file", () -> field(OFFSETS, 1 << 30), TRUNCATED),
        refused("tiff", "a length of 4 GB", () -> field(COUNTS, 0xffffffffL), TRUNCATED),
        decoded("tiff", "rows of no strip", () -> field(ROWS, 0x7fffffff)));
  }

  private static Map<Integer, long[]> fields(int width, int height, int compression) {
    Map<Integer, long[]> fields = new TreeMap<>();
    put(fields, WIDTH, width);
    put(fields, HEIGHT, height);
    put(fields, BITS, 8);
    put(fields, COMPRESSION, compression);
    put(fields, PHOTOMETRIC, 1);
    put(fields, SAMPLES, 1);
    return fields;
  }

  private static void put(Map<Integer, long[]> fields, int tag, long... values) {
    fields.put(tag, values);
  }

  private static byte[] gray(int width, int height, int compression, byte[] strip) {
    Map<Integer, long[]> fields = fields(width, height, compression);
    put(fields, OFFSETS, 8);
    put(fields, COUNTS, strip.length);
    put(fields, ROWS, height);
    return tiff(fields, strip);
  }

  private static byte[] deep(int planarConfiguration) {
    byte[] strip = Bytes.deflatedZeros(12L << 26);
    Map<Integer, long[]> fields = fields(8_192, 8_192, DEFLATE);
    put(fields, BITS, 16);
    put(fields, PHOTOMETRIC, 2);
    put(fields, SAMPLES, 6);
    put(fields, ROWS, 8_192);
    put(fields, PLANAR, planarConfiguration);
    long[] offsets = {8, 8, 8, 8, 8, 8};
    long[] counts = {strip.length, 0, 0, 0, 0, 0};
    put(fields, OFFSETS, offsets);
    put(fields, COUNTS, counts);
    return tiff(fields, strip);
  }

  /** A good image with one bad field. */
  private static byte[] field(int tag, long value) {
    byte[] strip = Bytes.deflatedZeros(81);
    Map<Integer, long[]> fields = fields(9, 9, DEFLATE);
    put(fields, OFFSETS, 8);
    put(fields, COUNTS, strip.length);
    put(fields, ROWS, 9);
    put(fields, tag, value);
    return tiff(fields, strip);
  }

  private static byte[] wide(byte[] strip) {
    Map<Integer, long[]> fields = fields(8_192, 8_192, DEFLATE);
    put(fields, BITS, 32);
    put(fields, SAMPLE_FORMAT, 3);
    put(fields, OFFSETS, 8);
    put(fields, COUNTS, strip.length);
    put(fields, ROWS, 8_192);
    return tiff(fields, strip);
  }

  private static byte[] fax(int width, int height, int compression, byte[] strip) {
    Map<Integer, long[]> fields = fields(width, height, compression);
    put(fields, BITS, 1);
    put(fields, OFFSETS, 8);
    put(fields, COUNTS, strip.length);
    put(fields, ROWS, height);
    return tiff(fields, strip);
  }

  /** Strips of white rows, which share their bytes as far as that is allowed. */
  private static byte[] faxStrips(int width, int strips, int bytes) {
    Map<Integer, long[]> fields = fields(width, strips, 4);
    put(fields, BITS, 1);
    put(fields, ROWS, 1);
    long[] counts = new long[strips];
    Arrays.fill(counts, bytes);
    put(fields, OFFSETS, LongStream.range(0, strips).map(i -> 8 + i * bytes).toArray());
    put(fields, COUNTS, counts);
    return tiff(fields, filled(strips * bytes, 0xff));
  }

  private static byte[] faxTiles() {
    int tiles = 512 * 512;
    long[] counts = new long[tiles];
    Arrays.fill(counts, 1);
    long[] offsets = new long[tiles];
    Arrays.fill(offsets, 8);
    Map<Integer, long[]> fields = tiled(8_192, 8_192, 16, 16, 4, offsets, counts);
    put(fields, BITS, 1);
    return tiff(fields, filled(tiles, 0xff));
  }

  private static byte[] big(long tags) {
    Bytes out = new Bytes().text("II+\0").u16le(8, 0).u32le(16, 0).u32le(tags, tags >> 32);
    return out.raw(new byte[20 << 20]).done();
  }

  private static byte[] without(int tag) {
    byte[] strip = Bytes.deflatedZeros(81);
    Map<Integer, long[]> fields = fields(9, 9, DEFLATE);
    put(fields, OFFSETS, 8);
    put(fields, COUNTS, strip.length);
    fields.remove(tag);
    return tiff(fields, strip);
  }

  private static byte[] manyWithoutLengths() {
    Map<Integer, long[]> fields = fields(9, 1 << 20, DEFLATE);
    put(fields, ROWS, 1);
    put(fields, OFFSETS, new long[1 << 20]);
    return tiff(fields, new byte[81]);
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] palette(int values) {
    Map<Integer, long[]> fields = fields(9, 9, NONE);
    put(fields, PHOTOMETRIC, 3);
    put(fields, OFFSETS, 8);
    put(fields, COUNTS, 81);
    put(fields, COLOR_MAP, new long[values]);
    return tiff(fields, new byte[81]);
  }

  private static byte[] cyclic() {
    byte[] tiff = gray(9, 9, NONE, new byte[81]);
    System.arraycopy(tiff, 4, tiff, tiff.length - 4, 4);
    return tiff;
  }

  private static byte[] atHeader() {
    byte[] tiff = gray(9, 9, NONE, new byte[81]);
    System.arraycopy(new byte[4], 0, tiff, 4, 4);
    return tiff;
  }

  private static byte[] tags(int count) {
    Map<Integer, long[]> fields = fields(9, 9, NONE);
    put(fields, OFFSETS, 8);
    put(fields, COUNTS, 81);
    for (int tag = 1; fields.size() < count; tag++) {
      fields.putIfAbsent(tag + 400, new long[] {1});
    }
    return tiff(fields, new byte[81]);
  }

  /** The lists of strips are bytes, so that a short file holds many of them. */
  private static byte[] manyStrips(int strips) {
    Bytes out = new Bytes().text("II*\0").u32le(8 + strips);
    out.raw(new byte[strips]).u16le(9);
    entry(out, WIDTH, 4, 1, 1);
    entry(out, HEIGHT, 4, 1, strips);
    entry(out, BITS, 4, 1, 8);
    entry(out, COMPRESSION, 4, 1, DEFLATE);
    entry(out, PHOTOMETRIC, 4, 1, 1);
    entry(out, OFFSETS, 1, strips, 8);
    entry(out, SAMPLES, 4, 1, 1);
    entry(out, ROWS, 4, 1, 1);
    entry(out, COUNTS, 1, strips, 8);
    return out.u32le(0).done();
  }

  /** 2,048 tiles of a megapixel each for an image of four. */
  private static byte[] wideTiles() {
    int tiles = 2_048;
    byte[] tile = Bytes.deflatedZeros(1 << 20);
    long[] offsets = new long[tiles];
    for (int i = 0; i < tiles; i++) {
      offsets[i] = 8 + (long) i * tile.length;
    }
    long[] counts = new long[tiles];
    Arrays.fill(counts, tile.length);
    return tiff(
        tiled(128, 32_768, 65_536, 16, DEFLATE, offsets, counts),
        new Bytes().repeat(tiles, tile).done());
  }

  private static byte[] sharedTiles() {
    long[] offsets = new long[2_048];
    Arrays.fill(offsets, 8);
    return tiff(tiled(128, 32_768, 65_536, 16, NONE, offsets, new long[2_048]), new byte[1 << 20]);
  }

  private static byte[] largeTables() {
    int tiles = 512 * 512;
    long[] offsets = new long[tiles];
    Arrays.fill(offsets, 8);
    long[] counts = new long[tiles];
    Arrays.fill(counts, 4);
    Map<Integer, long[]> fields = tiled(8_192, 8_192, 16, 16, JPEG, offsets, counts);
    byte[] data = new Bytes().u8(0xff, 0xd8, 0xff, 0xd9).raw(new byte[1 << 20]).done();
    long[] tables = new long[1 << 20];
    put(fields, JPEG_TABLES, tables);
    return tiff(fields, data);
  }

  private static Map<Integer, long[]> tiled(
      int width,
      int height,
      int tileWidth,
      int tileLength,
      int compression,
      long[] offsets,
      long[] counts) {
    Map<Integer, long[]> fields = fields(width, height, compression);
    put(fields, TILE_WIDTH, tileWidth);
    put(fields, TILE_LENGTH, tileLength);
    put(fields, TILE_OFFSETS, offsets);
    put(fields, TILE_COUNTS, counts);
    return fields;
  }

  /** Header, data at byte 8, long values, directory; JPEG tables are bytes. */
  private static byte[] tiff(Map<Integer, long[]> fields, byte[] data) {
    Bytes values = new Bytes();
    Bytes directory = new Bytes().u16le(fields.size());
    fields.forEach(
        (tag, list) -> {
          boolean bytes = tag == JPEG_TABLES;
          if (list.length == 1) {
            entry(directory, tag, 4, 1, list[0]);
          } else {
            entry(directory, tag, bytes ? 7 : 4, list.length, 8L + data.length + values.size());
            for (long value : list) {
              if (bytes) {
                values.u8((int) value);
              } else {
                values.u32le(value);
              }
            }
          }
        });
    return new Bytes()
        .text("II*\0")
        .u32le(8L + data.length + values.size())
        .raw(data)
        .raw(values.done())
        .raw(directory.u32le(0).done())
        .done();
  }

  private static void entry(Bytes out, int tag, int type, long count, long value) {
    out.u16le(tag, type).u32le(count, value);
  }

  /** Run lengths of {@code count} zeros. */
  private static byte[] packed(int count) {
    return new Bytes().repeat(count / 128, new byte[] {-127, 0}).done();
  }

  private static byte[] lzwClears(int bytes) {
    // Nine bits of 256 each: 100000000 100000000 ...
    byte[] period = {(byte) 0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02, 0x01, 0x00};
    return new Bytes().repeat(bytes / period.length, period).done();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static org.flinkqlip.model.imaging.HostileFile.decoded;
import static org.flinkqlip.model.imaging.HostileFile.refused;
import static org.flinkqlip.model.imaging.ImageFault.CORRUPT;
import static org.flinkqlip.model.imaging.ImageFault.TOO_LARGE;
import static org.flinkqlip.model.imaging.ImageFault.TRUNCATED;

import java.util.Arrays;
import java.util.List;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/** PNGs that are bombs, lie or leave things out. */
final class HostilePngs {
  private static final int GRAY = 0;
  private static final int RGB = 2;
  private static final int INDEXED = 3;
  private static final int RGBA = 6;

  private HostilePngs() {}

  static List<HostileFile> files() {
    byte[] bomb = Bytes.deflatedZeros(8L << 20);
    return List.of(
        refused("png", "60,000 x 60,000", () -> png(60_000, 60_000, 8, RGB, bomb), TOO_LARGE),
        refused("png", "1 x 20,000", () -> png(1, 20_000, 8, RGB, bomb), TOO_LARGE),
        refused("png", "20,000 x 1", () -> png(20_000, 1, 8, RGB, bomb), TOO_LARGE),
        refused(
            "png", "2^31-1 x 2^31-1", () -> png(0x7fffffff, 0x7fffffff, 16, RGBA, bomb), TOO_LARGE),
        refused("png", "0 x 9", () -> png(0, 9, 8, RGB, bomb), CORRUPT),
        refused("png", "9 x 0", () -> png(9, 0, 8, RGB, bomb), CORRUPT),
        refused("png", "a height below zero", () -> png(9, 0x80000001, 8, RGB, bomb), CORRUPT),
        decoded(
            "png",
            "64 megapixels of 16-bit RGBA in 520 KB",
            () -> png(8_192, 8_192, 16, RGBA, Bytes.deflatedZeros(8_192L * (8_192 * 8 + 1)))),
        decoded(
            "png",
            "64 megapixels, interlaced",
            () -> interlaced(8_192, 8_192, Bytes.deflatedZeros(3L * (1 << 26) + 20_000))),
        decoded(
            "png",
            "256 MB behind the last row",
            () -> png(9, 9, 8, RGB, Bytes.deflatedZeros(1 << 28))),
        refused(
            "png",
            "64 megapixels without data",
            () -> png(8_192, 8_192, 8, RGB, new byte[0]),
            TRUNCATED,
            CORRUPT),
        decoded("png", "one bit", () -> png(64, 64, 1, GRAY, bomb)),
        decoded("png", "16 bits", () -> png(64, 64, 16, GRAY, bomb)),
        decoded("png", "a palette image without palette", () -> png(64, 64, 8, INDEXED, bomb)),
        decoded("png", "a suggested palette of 30 MB", () -> with("PLTE", new byte[30 << 20])),
        decoded("png", "two million chunks before the header", () -> beforeHeader(2_000_000)),
        refused(
            "png",
            "a million headers and no data",
            () -> start(9, 9, 8, RGB, 0).repeat(1_000_000, header(9, 9)).raw(end()).done(),
            CORRUPT),
        decoded(
            "png",
            "an EXIF profile of 256 MB",
            () -> with("zTXt", profile("Raw profile type exif\0\0", Bytes.deflatedZeros(1 << 28)))),
        decoded(
            "png",
            "an EXIF profile of 30 MB of digits",
            () -> with("tEXt", profile("Raw profile type exif\0\n\n\n", digits(30 << 20)))),
        decoded(
            "png",
            "XMP of two million orientations",
            () -> with("iTXt", profile("XML:com.adobe.xmp\0\0\0\0\0", orientations(1_800_000)))),
        decoded("png", "two million empty texts", () -> repeated("zTXt", 2_000_000, false)),
        decoded("png", "a palette of one colour and index 200", () -> shortPalette()),
        refused("png", "a palette of 300 colours", () -> longPalette(), CORRUPT),
        decoded("png", "compressed text of 256 MB", () -> with("zTXt", text(1 << 28))),
        decoded("png", "a profile of 256 MB", () -> with("iCCP", text(1 << 28))),
        decoded("png", "a broken profile", () -> with("iCCP", new byte[] {1, 2, 3})),
        decoded(
            "png", "broken EXIF", () -> with("eXIf", new Bytes().text("II*\0").u32le(-1).done())),
        decoded("png", "30 MB of private data", () -> with("prIv", new byte[30 << 20])),
        decoded("png", "two million empty chunks", () -> repeated("prIv", 2_000_000, false)),
        decoded("png", "two million empty data chunks", () -> repeated("IDAT", 2_000_000, true)),
        decoded(
            "png",
            "animation without frames",
            () -> with("acTL", new byte[] {0, 0, 0, 0, 0, 0, 0, 0})),
        decoded(
            "png",
            "animation of four billion frames",
            () -> with("acTL", new Bytes().u32be(0xffffffffL, 0).done())),
        refused("png", "a chunk of 4 GB", () -> hugeChunk(), TRUNCATED),
        refused("png", "a filter that is none", () -> png(9, 9, 8, RGB, filter9()), CORRUPT));
  }

  private static byte[] png(int width, int height, int bits, int type, byte[] data) {
    return start(width, height, bits, type, 0).raw(chunk("IDAT", data)).raw(end()).done();
  }

  private static byte[] header(int width, int height) {
    return chunk("IHDR", new Bytes().u32be(width, height).u8(8, RGB, 0, 0, 0).done());
  }

  private static byte[] beforeHeader(int count) {
    return new Bytes()
        .text("\u0089PNG\r\n\u001a\n")
        .repeat(count, chunk("prIv", new byte[0]))
        .raw(header(9, 9))
        .raw(chunk("IDAT", Bytes.deflatedZeros(9 * 28)))
        .raw(end())
        .done();
  }

  private static byte[] profile(String keyword, byte[] text) {
    return new Bytes().text(keyword).raw(text).done();
  }

  private static byte[] digits(int count) {
    return new Bytes().repeat(count, new byte[] {'0'}).done();
  }

  private static byte[] orientations(int count) {
    return new Bytes().repeat(count, new Bytes().text("tiff:Orientation ").done()).done();
  }

  private static byte[] interlaced(int width, int height, byte[] data) {
    return start(width, height, 8, RGB, 1).raw(chunk("IDAT", data)).raw(end()).done();
  }

  private static byte[] with(String type, byte[] data) {
    return start(9, 9, 8, RGB, 0)
        .raw(chunk(type, data))
        .raw(chunk("IDAT", Bytes.deflatedZeros(9 * 28)))
        .raw(end())
        .done();
  }

  private static byte[] repeated(String type, int count, boolean dataFirst) {
    Bytes png = start(9, 9, 8, RGB, 0);
    byte[] data = Bytes.deflatedZeros(9 * 28);
    int half = data.length / 2;
    if (dataFirst) {
      png.raw(chunk("IDAT", Arrays.copyOf(data, half)));
      data = Arrays.copyOfRange(data, half, data.length);
    }
    return png.repeat(count, chunk(type, new byte[0])).raw(chunk("IDAT", data)).raw(end()).done();
  }

  private static byte[] shortPalette() {
    byte[] rows = new byte[9 * 10];
    for (int row = 0; row < 9; row++) {
      Arrays.fill(rows, 10 * row + 1, 10 * row + 10, (byte) 200);
    }
    return palette(new byte[3], rows);
  }

  private static byte[] longPalette() {
    return palette(new byte[900], new byte[90]);
  }

  private static byte[] palette(byte[] colors, byte[] rows) {
    return start(9, 9, 8, INDEXED, 0)
        .raw(chunk("PLTE", colors))
        .raw(chunk("IDAT", stored(rows)))
        .raw(end())
        .done();
  }

  private static byte[] hugeChunk() {
    return start(9, 9, 8, RGB, 0).u32be(0xffffffffL).text("prIv").done();
  }

  private static byte[] filter9() {
    byte[] rows = new byte[9 * 28];
    rows[0] = 9;
    return stored(rows);
  }

  /** zlib without compression. */
  private static byte[] stored(byte[] plain) {
    Adler32 sum = new Adler32();
    sum.update(plain);
    return new Bytes()
        .u8(0x78, 1, 1)
        .u16le(plain.length, ~plain.length)
        .raw(plain)
        .u32be(sum.getValue())
        .done();
  }

  private static byte[] text(long zeros) {
    return new Bytes().text("name\0\0").raw(Bytes.deflatedZeros(zeros)).done();
  }

  private static Bytes start(int width, int height, int bits, int type, int interlace) {
    byte[] header = new Bytes().u32be(width, height).u8(bits, type, 0, 0, interlace).done();
    return new Bytes().text("\u0089PNG\r\n\u001a\n").raw(chunk("IHDR", header));
  }

  private static byte[] end() {
    return chunk("IEND", new byte[0]);
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] body = new Bytes().text(type).raw(data).done();
    CRC32 crc = new CRC32();
    crc.update(body);
    return new Bytes().u32be(data.length).raw(body).u32be(crc.getValue()).done();
  }
}

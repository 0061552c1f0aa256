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

/** BMPs that are bombs, lie or leave things out. */
final class HostileBmps {
  private static final int RLE8 = 1;
  private static final int RLE4 = 2;

  private HostileBmps() {}

  static List<HostileFile> files() {
    byte[] run = {(byte) 255, 0};
    byte[] end = {0, 1};
    return List.of(
        refused("bmp", "60,000 x 60,000", () -> bmp(60_000, 60_000, 24, 0, new byte[9]), TOO_LARGE),
        refused("bmp", "1 x 20,000", () -> bmp(1, 20_000, 24, 0, new byte[80_000]), TOO_LARGE),
        refused("bmp", "0 x 9", () -> bmp(0, 9, 24, 0, new byte[9]), CORRUPT),
        refused("bmp", "a height of -2^31", () -> bmp(9, 0x80000000L, 24, 0, new byte[9]), CORRUPT),
        refused(
            "bmp",
            "64 megapixels without data",
            () -> bmp(8_192, 8_192, 24, 0, new byte[9]),
            TRUNCATED),
        decoded("bmp", "64 megapixels of nothing", () -> bmp(8_192, 8_192, 8, RLE8, end)),
        refused(
            "bmp",
            "4 billion pixels in one row",
            () -> bmp(9, 9, 8, RLE8, new Bytes().repeat(15 << 20, run).done()),
            TRUNCATED),
        refused(
            "bmp",
            "4 billion half bytes in one row",
            () -> bmp(9, 9, 4, RLE4, new Bytes().repeat(15 << 20, run).done()),
            TRUNCATED),
        refused(
            "bmp",
            "jumps far to the right",
            () -> bmp(9, 9, 8, RLE8, new Bytes().repeat(7 << 20, new byte[] {0, 2, -1, 0}).done()),
            TRUNCATED),
        decoded(
            "bmp",
            "jumps far below",
            () ->
                bmp(9, 9, 8, RLE8, new Bytes().repeat(7 << 20, new byte[] {0, 2, -1, -1}).done())),
        decoded("bmp", "pixels in the header", () -> pixelsAt(0x1a)),
        refused("bmp", "pixels behind the file", () -> pixelsAt(1 << 30), TRUNCATED),
        decoded("bmp", "one bit", () -> bmp(9, 9, 1, 0, new byte[2048])),
        refused("bmp", "a palette of 2^32-1 colours", () -> colors(0xffffffffL), TRUNCATED),
        decoded("bmp", "a palette of one colour", () -> colors(1)),
        refused("bmp", "2^32-1 colours before the pixels", () -> farPalette(), TRUNCATED),
        refused(
            "bmp", "60,000 x 60,000 without file header", () -> bare(60_000, 60_000), TOO_LARGE),
        refused(
            "bmp",
            "64 megapixels without file header and data",
            () -> bare(8_192, 8_192),
            TRUNCATED),
        refused("bmp", "embedded JPEG", () -> bmp(9, 9, 24, 4, new byte[999]), UNSUPPORTED));
  }

  private static byte[] bmp(int width, long height, int bits, int method, byte[] data) {
    return bmp(width, height, bits, method, 0, bits <= 8 ? 1 << bits : 0, data);
  }

  private static byte[] colors(long used) {
    return bmp(9, 9, 8, 0, used, 1, new byte[108]);
  }

  private static byte[] farPalette() {
    byte[] bmp = colors(0xffffffffL);
    System.arraycopy(new Bytes().u32le(54).done(), 0, bmp, 10, 4);
    return new Bytes().raw(bmp).raw(new byte[2_048]).done();
  }

  private static byte[] bare(int width, int height) {
    byte[] bmp = bmp(width, height, 24, 0, new byte[99]);
    return Arrays.copyOfRange(bmp, 14, bmp.length);
  }

  private static byte[] pixelsAt(int offset) {
    byte[] bmp = bmp(9, 9, 24, 0, new byte[999]);
    System.arraycopy(new Bytes().u32le(offset).done(), 0, bmp, 10, 4);
    return bmp;
  }

  private static byte[] bmp(
      int width, long height, int bits, int method, long used, int palette, byte[] data) {
    return new Bytes()
        .text("BM")
        .u32le(0, 0, 54 + 4L * palette)
        .u32le(40, width, height)
        .u16le(1, bits)
        .u32le(method, 0, 0, 0, used, 0)
        .raw(new byte[4 * palette])
        .raw(data)
        .done();
  }
}

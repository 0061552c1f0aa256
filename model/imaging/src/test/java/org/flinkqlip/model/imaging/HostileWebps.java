// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static org.flinkqlip.model.imaging.HostileFile.decoded;
import static org.flinkqlip.model.imaging.HostileFile.refused;
import static org.flinkqlip.model.imaging.ImageFault.CORRUPT;
import static org.flinkqlip.model.imaging.ImageFault.TOO_LARGE;
import static org.flinkqlip.model.imaging.ImageFault.TRUNCATED;

import java.util.List;

/** WebPs that are bombs, lie or leave things out. */
final class HostileWebps {
  private static final int ANIMATED = 2;

  private HostileWebps() {}

  static List<HostileFile> files() {
    byte[] small = lossless(9, 9);
    return List.of(
        refused(
            "webp",
            "lossless 16,384 x 16,384 in 40 bytes",
            () -> riff(lossless(16_384, 16_384)),
            TOO_LARGE),
        refused("webp", "lossy 16,383 x 16,383", () -> riff(lossy(16_383, 16_383)), TOO_LARGE),
        refused(
            "webp",
            "60,000 x 60,000",
            () -> riff(canvas(ANIMATED, 60_000, 60_000), frame(9, 9, small)),
            TOO_LARGE),
        refused("webp", "1 x 16,384", () -> riff(lossless(1, 16_384)), CORRUPT, TOO_LARGE),
        refused("webp", "lossy 0 x 9", () -> riff(lossy(0, 9)), CORRUPT),
        decoded("webp", "64 megapixels in 50 bytes", () -> riff(lossless(8_192, 8_192))),
        decoded(
            "webp",
            "64 megapixels around a frame of 9 x 9",
            () -> riff(canvas(ANIMATED, 8_192, 8_192), frame(9, 9, small))),
        refused(
            "webp",
            "64 lossy megapixels without data",
            () -> riff(lossy(8_192, 8_192)),
            TRUNCATED,
            CORRUPT),
        refused(
            "webp",
            "an image that is not the canvas",
            () -> riff(canvas(0, 99, 99), small),
            CORRUPT),
        refused(
            "webp",
            "a frame off its canvas",
            () -> riff(canvas(ANIMATED, 9, 9), frame(10, 9, small)),
            CORRUPT),
        refused("webp", "an animation without frames", () -> riff(canvas(ANIMATED, 9, 9)), CORRUPT),
        decoded(
            "webp",
            "four million empty chunks",
            () -> riff(canvas(0, 9, 9), repeated("junk", 3_500_000), small)),
        decoded(
            "webp",
            "two million EXIF blocks",
            () -> riff(canvas(0, 9, 9), repeated("EXIF", 2_000_000), small)),
        decoded("webp", "300,000 frames", () -> frames(300_000)),
        decoded(
            "webp",
            "a broken profile",
            () -> riff(canvas(0x20, 9, 9), chunk("ICCP", new byte[3]), small)),
        decoded(
            "webp", "broken EXIF", () -> riff(canvas(8, 9, 9), chunk("EXIF", new byte[3]), small)),
        refused(
            "webp",
            "a chunk of 4 GB",
            () -> riff(new Bytes().text("VP8L").u32le(-1).done()),
            TRUNCATED),
        refused("webp", "a container of 4 GB", () -> huge(), TRUNCATED),
        refused("webp", "another signature", () -> riff(chunk("VP8L", new byte[20])), CORRUPT),
        refused("webp", "no image", () -> riff(chunk("junk", new byte[20])), CORRUPT));
  }

  private static byte[] riff(byte[]... chunks) {
    Bytes body = new Bytes().text("WEBP");
    for (byte[] chunk : chunks) {
      body.raw(chunk);
    }
    return new Bytes().text("RIFF").u32le(body.size()).raw(body.done()).done();
  }

  private static byte[] huge() {
    return new Bytes().text("RIFF").u32le(0xffffffffL).text("WEBP").raw(lossless(9, 9)).done();
  }

  private static byte[] canvas(int flags, int width, int height) {
    return chunk("VP8X", new Bytes().u32le(flags).raw(u24(width - 1)).raw(u24(height - 1)).done());
  }

  private static byte[] frame(int width, int height, byte[] image) {
    return chunk(
        "ANMF",
        new Bytes()
            .raw(new byte[6])
            .raw(u24(width - 1))
            .raw(u24(height - 1))
            .raw(new byte[4])
            .raw(image)
            .done());
  }

  private static byte[] frames(int count) {
    byte[] frame = frame(9, 9, lossless(9, 9));
    return riff(canvas(ANIMATED, 9, 9), new Bytes().repeat(count, frame).done());
  }

  private static byte[] repeated(String name, int count) {
    return new Bytes().repeat(count, chunk(name, new byte[0])).done();
  }

  /** Every pixel is the one symbol of its code, so that pixels take no bits at all. */
  private static byte[] lossless(int width, int height) {
    long size = (width - 1) | (long) (height - 1) << 14;
    // No transform, no cache, no meta codes; then five codes of one symbol, which is 0.
    return chunk(
        "VP8L", new Bytes().u8(0x2f).u32le(size).u8(0x88, 0x88, 8, 0).raw(new byte[6]).done());
  }

  /** A key frame's header with nothing behind it. */
  private static byte[] lossy(int width, int height) {
    return chunk(
        "VP8 ",
        new Bytes().u8(0x10, 2, 0, 0x9d, 1, 0x2a).u16le(width, height).raw(new byte[40]).done());
  }

  private static byte[] chunk(String name, byte[] data) {
    Bytes chunk = new Bytes().text(name).u32le(data.length).raw(data);
    return data.length % 2 == 0 ? chunk.done() : chunk.u8(0).done();
  }

  private static byte[] u24(int value) {
    return new Bytes().u16le(value).u8(value >> 16).done();
  }
}

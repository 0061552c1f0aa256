// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static org.flinkqlip.model.imaging.HostileFile.decoded;
import static org.flinkqlip.model.imaging.HostileFile.refused;
import static org.flinkqlip.model.imaging.ImageFault.CORRUPT;
import static org.flinkqlip.model.imaging.ImageFault.TOO_LARGE;
import static org.flinkqlip.model.imaging.ImageFault.TRUNCATED;

import java.util.Arrays;
import java.util.List;

/** GIFs that are bombs, lie or leave things out. */
final class HostileGifs {

  private HostileGifs() {}

  static List<HostileFile> files() {
    byte[] bomb = longRuns(64 << 20);
    return List.of(
        refused(
            "gif", "60,000 x 60,000", () -> gif(60_000, 60_000, 60_000, 60_000, bomb), TOO_LARGE),
        refused(
            "gif",
            "60,000 x 60,000 with a small frame",
            () -> gif(60_000, 60_000, 1, 1, bomb),
            TOO_LARGE),
        refused(
            "gif",
            "a frame larger than its screen",
            () -> gif(9, 9, 60_000, 60_000, bomb),
            TOO_LARGE),
        refused("gif", "1 x 20,000", () -> gif(1, 20_000, 1, 20_000, bomb), TOO_LARGE),
        refused("gif", "a frame of 0 x 0", () -> gif(9, 9, 0, 0, bomb), CORRUPT),
        decoded("gif", "a screen of 0 x 0", () -> gif(0, 0, 9, 9, bomb)),
        decoded("gif", "64 megapixels by LZW runs", () -> gif(8_192, 8_192, 8_192, 8_192, bomb)),
        decoded(
            "gif", "64 megapixels around a frame of 1 x 1", () -> gif(8_192, 8_192, 1, 1, bomb)),
        refused(
            "gif",
            "30 MB of clear codes",
            () -> gif(999, 999, 999, 999, clearCodes(30 << 20)),
            TRUNCATED,
            CORRUPT),
        refused(
            "gif",
            "a code that is not defined",
            () -> gif(9, 9, 9, 9, new byte[] {(byte) 0xff, 63}),
            CORRUPT),
        decoded("gif", "ten million comments", () -> comments(10_000_000)),
        decoded("gif", "half a million frames", () -> frames(500_000)),
        refused("gif", "30 MB of padding", () -> padding(30 << 20), TRUNCATED),
        refused("gif", "no frame", () -> screen(9, 9).u8(0x3b).done(), CORRUPT),
        refused("gif", "a code size of 12", () -> codeSize(12), CORRUPT),
        decoded("gif", "a code size of 0", () -> codeSize(0)),
        decoded("gif", "64 megapixels of one bit a code", () -> oneBitCodes()),
        decoded("gif", "indices without a palette", () -> gif(9, 9, 9, 9, longRuns(81))));
  }

  private static byte[] gif(int width, int height, int frameWidth, int frameHeight, byte[] codes) {
    return screen(width, height)
        .raw(frame(frameWidth, frameHeight))
        .raw(blocks(codes))
        .u8(0x3b)
        .done();
  }

  private static Bytes screen(int width, int height) {
    return new Bytes().text("GIF89a").u16le(width, height).u8(0, 0, 0);
  }

  private static byte[] frame(int width, int height) {
    return new Bytes().u8(0x2c).u16le(0, 0, width, height).u8(0, 8).done();
  }

  private static byte[] codeSize(int bits) {
    byte[] frame = frame(9, 9);
    frame[frame.length - 1] = (byte) bits;
    return screen(9, 9).raw(frame).raw(blocks(longRuns(81))).done();
  }

  /** A code size of 0, and 64 Mi zeros: each is a code and makes a run that no code can name. */
  private static byte[] oneBitCodes() {
    byte[] frame = frame(8_192, 8_192);
    frame[frame.length - 1] = 0;
    return screen(8_192, 8_192).raw(frame).raw(blocks(new byte[(8 << 20) + 1])).done();
  }

  private static byte[] comments(int count) {
    return screen(9, 9)
        .repeat(count, new byte[] {0x21, (byte) 0xfe, 0})
        .raw(frame(9, 9))
        .raw(blocks(longRuns(81)))
        .done();
  }

  private static byte[] frames(int count) {
    byte[] one = new Bytes().raw(frame(9, 9)).raw(blocks(longRuns(81))).done();
    return screen(9, 9).repeat(count, one).u8(0x3b).done();
  }

  private static byte[] padding(int count) {
    return screen(9, 9).raw(new byte[count]).done();
  }

  /** Codes for {@code pixels} zeros, each standing for one more than the one before. */
  private static byte[] longRuns(int pixels) {
    CodeWriter codes = new CodeWriter();
    codes.put(256, 9);
    codes.put(0, 9);
    int bits = 9;
    int next = 258;
    long done = 1;
    for (int length = 2; done < pixels; length = Math.min(length + 1, 3_839)) {
      codes.put(Math.min(next, 4_095), bits);
      done += length;
      if (next < 4_095) {
        next++;
        if (next == 1 << bits && bits < 12) {
          bits++;
        }
      }
    }
    codes.put(257, bits);
    return codes.done();
  }

  private static byte[] clearCodes(int bytes) {
    CodeWriter codes = new CodeWriter();
    for (long i = 0; i < bytes * 8L / 9; i++) {
      codes.put(256, 9);
    }
    return codes.done();
  }

  private static byte[] blocks(byte[] codes) {
    Bytes blocks = new Bytes();
    for (int at = 0; at < codes.length; at += 255) {
      int length = Math.min(255, codes.length - at);
      blocks.u8(length).raw(Arrays.copyOfRange(codes, at, at + length));
    }
    return blocks.u8(0).done();
  }

  /** Packs codes, least significant bit first. */
  private static final class CodeWriter {
    private final Bytes out = new Bytes();
    private int buffer;
    private int count;

    void put(int code, int bits) {
      buffer |= code << count;
      count += bits;
      while (count >= 8) {
        out.u8(buffer & 0xff);
        buffer >>>= 8;
        count -= 8;
      }
    }

    byte[] done() {
      return out.u8(buffer).done();
    }
  }
}

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
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** JPEGs that are bombs, lie or leave things out, made of golden ones. */
final class HostileJpegs {
  private static final int SOS = 0xda;
  private static final int APP14 = 0xee;
  private static final byte[] END = {(byte) 0xff, (byte) 0xd9};

  private HostileJpegs() {}

  static List<HostileFile> files() {
    GoldenImages golden = new GoldenImages("eva-p16-64");
    byte[] plain = golden.content("landscape_q90.jpg");
    byte[] progressive = golden.content("portrait_progressive_420.jpg");
    byte[] cmyk = golden.content("cmyk.jpg");
    byte[] arithmetic = corpus("arithmetic_sequential.jpg");
    byte[] arithmeticProgressive = corpus("arithmetic_progressive.jpg");
    byte[] comment = {(byte) 0xff, (byte) 0xfe, 0, 2};
    return List.of(
        refused("jpeg", "60,000 x 60,000", () -> sized(plain, 60_000, 60_000), TOO_LARGE),
        refused("jpeg", "1 x 20,000", () -> sized(plain, 1, 20_000), TOO_LARGE),
        refused("jpeg", "0 x 9", () -> sized(plain, 0, 9), CORRUPT),
        refused("jpeg", "9 x 0", () -> sized(plain, 9, 0), CORRUPT),
        decoded("jpeg", "64 megapixels in a file of 40 KB", () -> sized(plain, 8_192, 8_192)),
        decoded("jpeg", "64 progressive megapixels", () -> sized(progressive, 8_192, 8_192)),
        decoded(
            "jpeg",
            "64 megapixels of CMYK on their side",
            () ->
                inserted(
                    sized(cmyk, 8_192, 8_192),
                    exif("MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\6\0\0"))),
        refused(
            "jpeg",
            "64 progressive megapixels in 99 scans",
            () -> scans(sized(progressive, 8_192, 8_192), 99),
            UNSUPPORTED),
        decoded(
            "jpeg",
            "64 progressive megapixels in 16 scans",
            () -> scans(sized(progressive, 8_192, 8_192), 16)),
        refused("jpeg", "ten thousand scans", () -> scans(progressive, 10_000), UNSUPPORTED),
        refused("jpeg", "no end", () -> Arrays.copyOf(plain, plain.length - 2), TRUNCATED),
        decoded(
            "jpeg",
            "seven million comments",
            () -> inserted(plain, new Bytes().repeat(7_000_000, comment).done())),
        decoded(
            "jpeg",
            "30 MB of profile",
            () -> inserted(plain, new Bytes().repeat(460, profile(65_533)).done())),
        decoded("jpeg", "a broken profile", () -> inserted(plain, profile(20))),
        decoded(
            "jpeg", "broken EXIF", () -> inserted(plain, exif("II*\0\u00ff\u00ff\u00ff\u00ff"))),
        decoded(
            "jpeg", "EXIF whose directory is itself", () -> inserted(plain, exif("MM\0*\0\0\0\0"))),
        decoded("jpeg", "30 MB of fill bytes", () -> inserted(plain, filled(30 << 20, 0xff))),
        decoded(
            "jpeg",
            "30 MB of zeros between markers",
            () -> inserted(plain, new Bytes().raw(comment).raw(filled(30 << 20, 0)).done())),
        decoded(
            "jpeg",
            "30 MB behind the end",
            () -> new Bytes().raw(plain).raw(filled(30 << 20, 0)).done()),
        decoded("jpeg", "CMYK with Adobe's marker", () -> cmyk),
        decoded(
            "jpeg", "CMYK without Adobe's marker", () -> without(cmyk, marker -> marker == APP14)),
        refused(
            "jpeg",
            "no quantization tables",
            () -> without(plain, marker -> marker == 0xdb),
            CORRUPT),
        refused("jpeg", "two components", () -> components(plain, 2), UNSUPPORTED, CORRUPT),
        refused("jpeg", "no component", () -> components(plain, 0), UNSUPPORTED, CORRUPT),
        refused("jpeg", "12 bits", () -> precision(plain, 12), UNSUPPORTED),
        arithmetic("arithmetic coding", () -> frame(plain, 0xc9)),
        arithmetic("64 arithmetic megapixels", () -> sized(arithmetic, 8_192, 8_192)),
        arithmetic(
            "64 arithmetic megapixels by noise",
            () -> new Bytes().raw(sized(noisy(arithmetic), 8_192, 8_192)).raw(END).done()),
        arithmetic(
            "64 progressive arithmetic megapixels",
            () -> sized(arithmeticProgressive, 8_192, 8_192)),
        arithmetic(
            "64 progressive arithmetic megapixels in 16 scans",
            () -> scans(sized(arithmeticProgressive, 8_192, 8_192), 16)),
        decoded(
            "jpeg",
            "15 million scans behind the end",
            () -> new Bytes().raw(plain).repeat(15 << 20, new byte[] {-1, (byte) SOS}).done()),
        refused(
            "jpeg",
            "15 million scans in place of the end",
            () ->
                new Bytes()
                    .raw(Arrays.copyOf(plain, plain.length - 2))
                    .repeat(15 << 20, new byte[] {-1, (byte) SOS})
                    .done(),
            UNSUPPORTED),
        decoded(
            "jpeg",
            "30 MB in place of the end",
            () ->
                new Bytes()
                    .raw(Arrays.copyOf(plain, plain.length - 2))
                    .raw(filled(30 << 20, 0))
                    .done()),
        refused(
            "jpeg",
            "64 megapixels without end",
            () -> Arrays.copyOf(sized(plain, 8_192, 8_192), plain.length - 2),
            TRUNCATED),
        decoded(
            "jpeg",
            "seven million comments of no length",
            () ->
                inserted(
                    plain,
                    new Bytes().repeat(7_000_000, new byte[] {-1, (byte) 0xfe, 0, 0}).done())),
        decoded(
            "jpeg",
            "seven million streams in front",
            () ->
                new Bytes()
                    .repeat(7_000_000, new byte[] {-1, (byte) 0xd8, -1, (byte) 0xd9})
                    .raw(plain)
                    .done()),
        refused("jpeg", "lossless", () -> frame(plain, 0xc3), UNSUPPORTED),
        refused(
            "jpeg", "two frames", () -> inserted(plain, segment(plain, frameAt(plain))), CORRUPT),
        refused(
            "jpeg",
            "only tables",
            () -> new Bytes().raw(Arrays.copyOf(plain, scanAt(plain))).raw(END).done(),
            CORRUPT));
  }

  /** As the JDK's libjpeg can or cannot. */
  private static HostileFile arithmetic(String name, Supplier<byte[]> source) {
    return PillowCorpus.readsArithmeticCoding()
        ? decoded("jpeg", name, source)
        : refused("jpeg", name, source, UNSUPPORTED);
  }

  private static byte[] corpus(String name) {
    return PillowCorpus.all().stream()
        .filter(picture -> picture.name().equals(name))
        .findFirst()
        .orElseThrow()
        .content();
  }

  /** Head and scan header, with noise for data. */
  private static byte[] noisy(byte[] jpeg) {
    int scan = scanAt(jpeg);
    byte[] noise = new byte[20 << 20];
    new Random(12).nextBytes(noise);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = noise[i] == -1 ? 0 : noise[i];
    }
    return new Bytes().raw(Arrays.copyOf(jpeg, scan)).raw(segment(jpeg, scan)).raw(noise).done();
  }

  private static byte[] sized(byte[] jpeg, int width, int height) {
    byte[] copy = jpeg.clone();
    byte[] size = new Bytes().u16be(height, width).done();
    System.arraycopy(size, 0, copy, frameAt(jpeg) + 5, 4);
    return copy;
  }

  private static byte[] components(byte[] jpeg, int count) {
    byte[] copy = jpeg.clone();
    copy[frameAt(jpeg) + 9] = (byte) count;
    return copy;
  }

  private static byte[] precision(byte[] jpeg, int bits) {
    byte[] copy = jpeg.clone();
    copy[frameAt(jpeg) + 4] = (byte) bits;
    return copy;
  }

  private static byte[] frame(byte[] jpeg, int marker) {
    byte[] copy = jpeg.clone();
    copy[frameAt(jpeg) + 1] = (byte) marker;
    return copy;
  }

  /** The first scan, {@code count} times over. */
  private static byte[] scans(byte[] jpeg, int count) {
    int start = scanAt(jpeg);
    byte[] scan = Arrays.copyOfRange(jpeg, start, start + segment(jpeg, start).length + 4);
    return new Bytes().raw(Arrays.copyOf(jpeg, start)).repeat(count, scan).raw(END).done();
  }

  /** {@code jpeg} with something behind its start marker. */
  private static byte[] inserted(byte[] jpeg, byte[] what) {
    return new Bytes()
        .u8(0xff, 0xd8)
        .raw(what)
        .raw(Arrays.copyOfRange(jpeg, 2, jpeg.length))
        .done();
  }

  private static byte[] profile(int length) {
    byte[] name = new Bytes().text("ICC_PROFILE\0").u8(1, 1).done();
    return new Bytes()
        .u8(0xff, 0xe2)
        .u16be(length + 2)
        .raw(name)
        .raw(new byte[length - name.length])
        .done();
  }

  private static byte[] exif(String tiff) {
    byte[] body = new Bytes().text("Exif\0\0").text(tiff).done();
    return new Bytes().u8(0xff, 0xe1).u16be(body.length + 2).raw(body).done();
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] without(byte[] jpeg, IntPredicate marker) {
    Bytes kept = new Bytes().u8(0xff, 0xd8);
    int at = 2;
    for (int scan = scanAt(jpeg); at < scan; at += segment(jpeg, at).length) {
      if (!marker.test(jpeg[at + 1] & 0xff)) {
        kept.raw(segment(jpeg, at));
      }
    }
    return kept.raw(Arrays.copyOfRange(jpeg, at, jpeg.length)).done();
  }

  private static int frameAt(byte[] jpeg) {
    return find(jpeg, marker -> (marker & 0xf4) == 0xc0);
  }

  private static int scanAt(byte[] jpeg) {
    return find(jpeg, marker -> marker == SOS);
  }

  private static int find(byte[] jpeg, IntPredicate marker) {
    int at = 2;
    while (!marker.test(jpeg[at + 1] & 0xff)) {
      at += segment(jpeg, at).length;
    }
    return at;
  }

  private static byte[] segment(byte[] jpeg, int at) {
    int length = (jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff);
    return Arrays.copyOfRange(jpeg, at, at + 2 + length);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;

/** The pictures of src/test/python/make_imaging_corpus.py with what Pillow makes of them. */
final class PillowCorpus {

  /** Edge S of {@link Picture#square()}. */
  static final int SIZE = 24;

  /**
   * One picture; digests are SHA-256 in hexadecimal.
   *
   * @param rgb of all pixels
   * @param upright of all pixels with the EXIF orientation applied
   * @param square of the tensor at S = {@link #SIZE}
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Picture(
      String name,
      byte[] content,
      int width,
      int height,
      String rgb,
      String upright,
      String square) {

    String format() {
      return name.substring(name.lastIndexOf('.') + 1);
    }

    boolean isArithmetic() {
      return name.startsWith("arithmetic_");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private PillowCorpus() {}

  /** All that this JDK can read. */
  static List<Picture> pictures() {
    boolean arithmetic = readsArithmeticCoding();
    return all().stream().filter(picture -> arithmetic || !picture.isArithmetic()).toList();
  }

  /** Whether this JDK's libjpeg reads arithmetic coding. */
  static boolean readsArithmeticCoding() {
    byte[] arithmetic = unzip().get("arithmetic_sequential.jpg");
    try {
      return ImageIO.read(new ByteArrayInputStream(arithmetic)) != null;
    } catch (IOException e) {
      return false;
    }
  }

  static List<Picture> all() {
    Map<String, byte[]> files = unzip();
    String expected = new String(files.get("expected.tsv"), StandardCharsets.UTF_8);
    return expected
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t"))
        .map(
            f ->
                new Picture(
                    f[0],
                    files.get(f[0]),
                    Integer.parseInt(f[1]),
                    Integer.parseInt(f[2]),
                    f[3],
                    f[4],
                    f[5]))
        .toList();
  }

  private static Map<String, byte[]> unzip() {
    Map<String, byte[]> files = new HashMap<>();
    try (InputStream resource = PillowCorpus.class.getResourceAsStream("/imaging/corpus.zip");
        ZipInputStream zip = new ZipInputStream(resource)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}

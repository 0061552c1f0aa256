package org.flinkqlip.model.imaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

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

    @Override
    public String toString() {
      return name;
    }
  }

  private PillowCorpus() {}

  static List<Picture> pictures() {
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

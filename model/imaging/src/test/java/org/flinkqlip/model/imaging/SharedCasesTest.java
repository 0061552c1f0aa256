// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Files found beyond the project against Pillow's crop of 128 pixels, as cases.tsv beside them has
 * it. {@link PillowCorpusTest} has pictures of the same kinds of our own.
 */
class SharedCasesTest {
  private static final Path CASES =
      Path.of(System.getProperty("shared.images", "../../../shared/cases/images"));
  private static final int EDGE = 128;

  /** Where the outcome is not Pillow's 9.4, for the reasons that image-formats.md gives. */
  private static final Map<String, String> OTHERWISE =
      Map.ofEntries(
          Map.entry("b_rle4_odd.bmp", "c09641907b6e68d5"),
          Map.entry("t_planar16.tif", "cb5c07f677a2f699"),
          Map.entry("g_gce_short.gif", "c09641907b6e68d5"),
          Map.entry("w_riff-2.webp", "a92dbd8e4e1be45f"),
          Map.entry("p_short_eos_last.png", "CORRUPT"),
          Map.entry("p_1x480.png", "TOO_LARGE"),
          Map.entry("t_h_ojpeg.tif", "UNSUPPORTED"),
          Map.entry("t_rgb_zstd.tif", "UNSUPPORTED"),
          Map.entry("o_ico_png.ico", "UNSUPPORTED"),
          Map.entry("o_jp2.jp2", "UNSUPPORTED"),
          Map.entry("o_ppm.ppm", "UNSUPPORTED"),
          Map.entry("o_tga.tga", "UNSUPPORTED"));

  private record Case(String kind, String file, String expected) {}

  @Test
  void filesEndAsInPillowOrAsThePageSays() throws Exception {
    assumeTrue(Files.isDirectory(CASES), "skipped: " + CASES + " is absent");
    SoftAssertions softly = new SoftAssertions();
    List<Case> cases = cases();
    for (Case one : cases) {
      String expected = OTHERWISE.getOrDefault(one.file(), one.expected());
      String actual = outcome(one);
      System.out.printf("%-4s %-24s %-20s %s%n", one.kind(), one.file(), expected, actual);
      softly.assertThat(actual).as(one.file()).isEqualTo(expected);
    }
    softly.assertAll();
    assertThat(cases).hasSizeGreaterThan(30);
  }

  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String line : Files.readAllLines(CASES.resolve("cases.tsv"))) {
      String[] fields = line.split("\t");
      if (!fields[0].equals("kind")) {
        cases.add(new Case(fields[0], fields[1], fields[3]));
      }
    }
    return cases;
  }

  private static String outcome(Case one) throws Exception {
    boolean upright = one.kind().equals("P6");
    ImagePreprocessor preprocessor =
        new ImagePreprocessor(new PreprocessOptions(EDGE, ImageLimits.DEFAULT, upright));
    ByteBuffer tensor = ByteBuffer.allocate(preprocessor.tensorSize());
    try {
      preprocessor.preprocess(Files.readAllBytes(CASES.resolve(one.file())), tensor, 0);
    } catch (ImageRejectedException e) {
      return e.fault().name();
    }
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(tensor.array());
    return HexFormat.of().formatHex(digest, 0, 8);
  }
}

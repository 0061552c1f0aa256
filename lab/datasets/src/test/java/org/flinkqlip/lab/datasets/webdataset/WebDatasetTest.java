// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.webdataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebDatasetTest {
  private static final PreprocessOptions OPTIONS = PreprocessOptions.forSize(16);

  @TempDir private Path folder;

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  @Test
  void samplesHavePixelsCaptionAndName() throws IOException {
    sample("000000000", PictureFormat.JPEG, 50, "a cat");
    files.put("000000000.json", Tars.text("{\"caption\": \"another\", \"status\": \"success\"}"));
    sample("000000001", PictureFormat.PNG, 100, "  a dog\n");
    sample("000000002", PictureFormat.WEBP, 150, "ein Käfer");

    try (WebDataset data = open()) {
      assertThat(data.size()).hasValue(3);
      assertThat(data.get(0).id()).isEqualTo("00000.tar/000000000");
      assertThat(captions(data, 3)).containsExactly("a cat", "a dog", "ein Käfer");
      for (int index = 0; index < 3; index++) {
        CaptionedImage image = data.get(index);
        assertThat(image.size()).isEqualTo(16);
        assertThat(image.label()).isEqualTo(CaptionedImage.NO_LABEL);
        assertThat(image.pixels()[300] & 0xff).isBetween(48 + 50 * index, 52 + 50 * index);
      }
      assertThat(data.skipped().total()).isZero();
    }
  }

  @Test
  void aCaptionMayStandInTheJsonAlone() throws IOException {
    files.put("1.json", Tars.text("{\"caption\": \"a cat\"}"));
    files.put("1.png", Tars.picture(PictureFormat.PNG, 9));

    try (WebDataset data = open()) {
      assertThat(data.get(0).caption()).isEqualTo("a cat");
    }
  }

  @Test
  void afterTheLastSampleTheFirstFollows() throws IOException {
    samples(3);

    try (WebDataset data = open()) {
      assertThat(captions(data, 7)).containsExactly("0", "1", "2", "0", "1", "2", "0");
    }
  }

  @Test
  void aSeedShufflesEachRoundAnew() throws IOException {
    samples(50);
    Tars.write(folder.resolve("00000.tar"), files);

    try (WebDataset data = WebDataset.open(WebDataset.tarsIn(folder), OPTIONS, 4);
        WebDataset again = WebDataset.open(WebDataset.tarsIn(folder), OPTIONS, 4);
        WebDataset other = WebDataset.open(WebDataset.tarsIn(folder), OPTIONS, 5)) {
      List<String> captions = captions(data, 100);
      assertThat(captions.subList(0, 50)).doesNotHaveDuplicates();
      assertThat(captions.subList(50, 100)).doesNotHaveDuplicates();
      assertThat(captions.subList(50, 100)).isNotEqualTo(captions.subList(0, 50));
      assertThat(captions(again, 100)).isEqualTo(captions);
      assertThat(captions(other, 100)).isNotEqualTo(captions);
    }
  }

  @Test
  void incompleteSamplesAreSkippedWithTheirReason() throws IOException {
    files.put("1.txt", Tars.text("no picture"));
    files.put("2.jpg", Tars.picture(PictureFormat.JPEG, 1));
    sample("3", PictureFormat.PNG, 1, "sound");
    files.put("4.png", Tars.picture(PictureFormat.PNG, 1));
    files.put("4.gif", new byte[9]);

    try (WebDataset data = open()) {
      assertThat(captions(data, 2)).containsExactly("sound", "sound");
      assertThat(data.skipped().counts())
          .isEqualTo(Map.of(SkipReason.NO_IMAGE, 1L, SkipReason.NO_CAPTION, 2L));
      assertThat(data.skipped().examples().get(0))
          .hasToString("00000.tar/1: no jpg, jpeg, png or webp (NO_IMAGE)");
    }
  }

  @Test
  void theNextSampleTakesThePlaceOfABrokenOne() throws IOException {
    sample("1", PictureFormat.PNG, 1, "first");
    files.put("2.jpg", Tars.text("no picture at all"));
    files.put("2.txt", Tars.text("broken"));
    sample("3", PictureFormat.PNG, 1, "   ");
    byte[] torn = Tars.picture(PictureFormat.PNG, 1);
    files.put("4.png", Arrays.copyOf(torn, torn.length / 2));
    files.put("4.txt", Tars.text("torn"));
    files.put("5.png", Tars.picture(PictureFormat.PNG, 1));
    files.put("5.json", Tars.text("{\"caption\": null}"));
    files.put("6.png", Tars.picture(PictureFormat.PNG, 1));
    files.put("6.json", Tars.text("{not json"));
    sample("7", PictureFormat.PNG, 1, "last");

    try (WebDataset data = open()) {
      assertThat(captions(data, 14))
          .containsExactly(
              "first", "last", "last", "last", "last", "last", "last", "first", "last", "last",
              "last", "last", "last", "last");
      assertThat(data.skipped().counts())
          .isEqualTo(Map.of(SkipReason.BAD_IMAGE, 2L, SkipReason.NO_CAPTION, 3L));
    }
  }

  @Test
  void whereAllAreBrokenTheFirstIsNamed() throws IOException {
    files.put("1.jpg", Tars.text("no picture at all"));
    files.put("1.txt", Tars.text("broken"));

    try (WebDataset data = open()) {
      assertThatIOException()
          .isThrownBy(() -> data.get(0))
          .withMessageContaining("1 samples in a row are broken, the first: 00000.tar/1: ");
    }
  }

  @Test
  void samplesBeforeTheEndOfATruncatedTarAreUsed() throws IOException {
    samples(20);
    Path tar = Tars.write(folder.resolve("00000.tar"), files);
    byte[] whole = Files.readAllBytes(tar);
    for (int length = 2048; length < whole.length - 2048; length += 1111) {
      Files.write(tar, Arrays.copyOf(whole, length));

      try (WebDataset data = WebDataset.open(List.of(tar), OPTIONS)) {
        int samples = (int) data.size().orElseThrow();
        // Of each sample's 2048 bytes, the last 510 only fill a block.
        assertThat(samples).isBetween((length + 510) / 2048, (length + 511) / 2048);
        assertThat(captions(data, samples)).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void aTarThatIsNoneIsSkippedAmongOthers() throws IOException {
    samples(2);
    Path noise = folder.resolve("00001.tar");
    byte[] bytes = new byte[4096];
    Arrays.fill(bytes, (byte) 77);
    Files.write(noise, bytes);
    Path tar = Tars.write(folder.resolve("00000.tar"), files);

    try (WebDataset data = WebDataset.open(List.of(noise, tar), OPTIONS)) {
      assertThat(data.size()).hasValue(2);
      assertThat(data.skipped().counts()).isEqualTo(Map.of(SkipReason.BAD_TAR, 1L));
      assertThat(data.skipped().examples().get(0).name()).isEqualTo("00001.tar");
    }
    assertThatIOException()
        .isThrownBy(() -> WebDataset.open(List.of(noise), OPTIONS))
        .withMessageContaining("no sample in 1 tars; a sample is KEY.jpg with KEY.txt")
        .withMessageContaining("00001.tar");
  }

  @Test
  void aTarThatShrinksAfterItWasIndexedBreaksItsSamplesAlone() throws IOException {
    samples(4);
    Path tar = Tars.write(folder.resolve("00000.tar"), files);

    try (WebDataset data = WebDataset.open(List.of(tar), OPTIONS)) {
      Files.write(tar, Arrays.copyOf(Files.readAllBytes(tar), 4096));

      assertThat(captions(data, 4)).containsExactly("0", "1", "0", "0");
      assertThat(data.skipped().counts()).isEqualTo(Map.of(SkipReason.BAD_TAR, 2L));
    }
  }

  @Test
  void labelsPointAtTheNamesBesideTheTars() throws IOException {
    Files.writeString(folder.resolve(WebDataset.CLASS_NAMES), "cat\ndog\n");
    sample("1", PictureFormat.PNG, 1, "a dog");
    files.put("1.cls", Tars.text("1\n"));
    sample("2", PictureFormat.PNG, 1, "a bird");
    files.put("2.cls", Tars.text("2"));
    sample("3", PictureFormat.PNG, 1, "a word");
    files.put("3.cls", Tars.text("cat"));
    sample("4", PictureFormat.PNG, 1, "of no class");

    try (WebDataset data = open()) {
      assertThat(data.classNames()).containsExactly("cat", "dog");
      assertThat(data.get(0).label()).isEqualTo(1);
      assertThat(data.get(1).caption()).isEqualTo("of no class");
      assertThat(data.get(1).label()).isEqualTo(CaptionedImage.NO_LABEL);
      assertThat(data.skipped().counts()).isEqualTo(Map.of(SkipReason.BAD_LABEL, 2L));
      assertThat(data.skipped().examples().get(0).message())
          .isEqualTo("cls '2' is no index of 2 classes");
    }
  }

  @Test
  void longNamesAndFoldersAreRead() throws IOException {
    String key = "part/" + "x".repeat(180) + "/ключ-" + "7".repeat(40);
    sample(key, PictureFormat.PNG, 1, "far away");
    sample("part.1/000", PictureFormat.PNG, 1, "a dot in a folder's name");

    try (WebDataset data = open()) {
      assertThat(captions(data, 2)).containsExactly("far away", "a dot in a folder's name");
      assertThat(data.get(0).id()).isEqualTo("00000.tar/" + key);
    }
  }

  @Test
  void aTarOfGnuTarIsRead() throws Exception {
    assumeThat(Path.of("/bin/tar")).exists();
    Path stored = Files.createDirectories(folder.resolve("y".repeat(120)));
    for (int i = 0; i < 3; i++) {
      Files.write(stored.resolve(i + ".jpg"), Tars.picture(PictureFormat.JPEG, 30));
      Files.writeString(stored.resolve(i + ".txt"), "picture " + i);
    }
    for (String form : List.of("gnu", "pax", "ustar")) {
      Path tar = folder.resolve(form + ".tar");
      Process process =
          new ProcessBuilder(
                  "/bin/tar", "--format=" + form, "--sort=name", "-cf", tar.toString(), ".")
              .directory(stored.toFile())
              .inheritIO()
              .start();
      assertThat(process.waitFor()).isZero();

      try (WebDataset data = WebDataset.open(List.of(tar), OPTIONS)) {
        assertThat(captions(data, 3)).containsExactly("picture 0", "picture 1", "picture 2");
      }
    }
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> WebDataset.open(List.of(folder.resolve("7.tar")), OPTIONS));
    assertThatIOException()
        .isThrownBy(() -> WebDataset.tarsIn(folder))
        .withMessageContaining("holds no tar: give a folder of 00000.tar");
    assertThatIllegalArgumentException().isThrownBy(() -> WebDataset.open(List.of(), OPTIONS));
    samples(1);
    try (WebDataset data = open()) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> data.get(-1));
    }
  }

  private WebDataset open() throws IOException {
    return WebDataset.open(List.of(Tars.write(folder.resolve("00000.tar"), files)), OPTIONS);
  }

  private void samples(int count) {
    for (int i = 0; i < count; i++) {
      sample("%09d".formatted(i), PictureFormat.PNG, i, Integer.toString(i));
    }
  }

  private void sample(String key, PictureFormat format, int grey, String caption) {
    files.put(key + "." + format.extension(), Tars.picture(format, grey));
    files.put(key + ".txt", Tars.text(caption));
  }

  private static List<String> captions(WebDataset data, int count) throws IOException {
    List<String> captions = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      captions.add(data.get(index).caption());
    }
    return captions;
  }
}

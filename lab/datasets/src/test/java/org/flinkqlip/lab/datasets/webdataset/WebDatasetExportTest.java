// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.webdataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WebDatasetExportTest {
  @TempDir private Path folder;

  private final Scenes scenes = new Scenes(32, 1, SceneSplit.HELD_OUT);

  @ParameterizedTest
  @EnumSource
  void exportedScenesAreReadBack(PictureFormat format) throws IOException {
    new WebDatasetExport(25, folder, format, 10).run(scenes, written -> {});

    List<Path> tars = WebDataset.tarsIn(folder);
    assertThat(tars)
        .extracting(it -> it.getFileName().toString())
        .containsExactly("00000.tar", "00001.tar", "00002.tar");
    try (WebDataset data = WebDataset.open(tars, PreprocessOptions.forSize(32))) {
      assertThat(data.size()).hasValue(25);
      assertThat(data.classNames()).isEqualTo(scenes.classNames());
      for (int index = 0; index < 25; index++) {
        CaptionedImage scene = scenes.get(index);
        CaptionedImage image = data.get(index);
        assertThat(image.caption()).isEqualTo(scene.caption());
        assertThat(image.label()).isEqualTo(scene.label());
        if (format == PictureFormat.JPEG) {
          assertThat(meanDifference(image.pixels(), scene.pixels())).isLessThan(6);
        } else {
          assertThat(image.pixels()).isEqualTo(scene.pixels());
        }
      }
      assertThat(data.get(24).id()).isEqualTo("00002.tar/000020004");
      assertThat(data.skipped().total()).isZero();
    }
  }

  @Test
  void theSameImagesGiveTheSameTars() throws IOException {
    new WebDatasetExport(5, folder.resolve("a"), PictureFormat.PNG, 10).run(scenes, written -> {});
    new WebDatasetExport(5, folder.resolve("b"), PictureFormat.PNG, 10).run(scenes, written -> {});

    assertThat(folder.resolve("a/00000.tar")).hasSameBinaryContentAs(folder.resolve("b/00000.tar"));
  }

  @Test
  void tarsThatAreThereAreNotMixedWithNewOnes() throws IOException {
    new WebDatasetExport(3, folder, PictureFormat.PNG, 1).run(scenes, written -> {});

    assertThatIOException()
        .isThrownBy(
            () -> new WebDatasetExport(1, folder, PictureFormat.PNG, 1).run(scenes, written -> {}))
        .withMessageContaining("holds tars already");
    assertThat(names()).hasSize(4);
  }

  @Test
  void aTarHasItsNameOnceItIsWhole() throws IOException {
    try (WebDatasetWriter writer = new WebDatasetWriter(folder, PictureFormat.PNG, 2, List.of())) {
      for (int index = 0; index < 3; index++) {
        writer.write(scenes.get(index));
      }

      assertThat(names()).containsExactly("00000.tar", "00001.tar.part");
    }
    assertThat(names()).containsExactly("00000.tar", "00001.tar");
  }

  @Test
  void impossibleSizesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WebDatasetExport(0, folder, PictureFormat.PNG, 1))
        .withMessageContaining("count must be positive: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WebDatasetWriter(folder, PictureFormat.PNG, 10_001, List.of()))
        .withMessageContaining("samples per tar must be 1 to 10000: 10001");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static double meanDifference(byte[] a, byte[] b) {
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
    }
    return (double) sum / a.length;
  }
}

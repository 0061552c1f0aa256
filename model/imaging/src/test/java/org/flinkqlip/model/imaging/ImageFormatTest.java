// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.flinkqlip.model.imaging.internal.ImageFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageFormatTest {
  private static final Path PAGE = Path.of("../../docs/reference/image-formats.md");
  private static final Path EVENT = Path.of("../../schemas/src/main/avro/ImageEvent.avsc");

  @ParameterizedTest
  @EnumSource
  void thePageSaysWhatIsReadOfEveryFormat(ImageFormat format) throws IOException {
    assertThat(Files.readString(PAGE))
        .as("docs/reference/image-formats.md has no row that starts with %s", format)
        .containsPattern("(?m)^\\| " + format + "[ ,]");
  }

  @ParameterizedTest
  @EnumSource
  void theEventsSchemaNamesEveryFormat(ImageFormat format) throws IOException {
    assertThat(Files.readString(EVENT)).contains(format.toString());
  }

  @ParameterizedTest
  @EnumSource
  void picturesOfTheCorpusAreOpenedByTheFormatThatTheirNamesSay(ImageFormat format)
      throws Exception {
    List<PillowCorpus.Picture> pictures =
        PillowCorpus.pictures().stream()
            .filter(picture -> format.endings().contains(picture.format()))
            .toList();
    assertThat(pictures).as("pictures of %s in the corpus", format).hasSizeGreaterThan(15);
    for (PillowCorpus.Picture picture : pictures) {
      ImageFile file = ImageFormat.open(picture.content());
      assertThat(file.getClass().getSimpleName()).isEqualToIgnoringCase(format + "Image");
    }
  }

  @Test
  void noTwoFormatsShareAnEnding() {
    assertThat(ImageFormat.allEndings()).doesNotHaveDuplicates();
  }

  @Test
  void namesMakeASentence() {
    assertThat(ImageFormat.names("or")).isEqualTo("JPEG, PNG, GIF, WebP, TIFF or BMP");
  }

  @Test
  void aNameTellsTheFormatInAnyCase() {
    assertThat(ImageFormat.ofName(Path.of("a/b.c/Photo.JPEG"))).contains(ImageFormat.JPEG);
    assertThat(ImageFormat.ofName(Path.of("photo.jpg.txt"))).isEmpty();
  }

  @Test
  void whatIsWrittenIsRead() {
    assertThat(Arrays.stream(PictureFormat.values()).map(PictureFormat::format))
        .doesNotHaveDuplicates();
    assertThat(PictureFormat.JPEG.extension()).isEqualTo("jpg");
    assertThat(PictureFormat.WEBP.mimeType()).isEqualTo("image/webp");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.flinkqlip.model.imaging.PillowCorpus.Picture;
import org.junit.jupiter.api.Test;

class ImageLimitsTest {

  @Test
  void eachLimitRejectsWhatIsBeyondIt() {
    byte[] content = new GoldenImages("eva-p16-64").content("panorama_1200x64.jpg");
    ImageLimits room = new ImageLimits(content.length, 1_200, 64, 1_200 * 64, 18.75);
    assertThat(rejection(content, room)).isNull();
    assertThat(rejection(content, new ImageLimits(content.length - 1, 1_200, 64, 76_800, 18.75)))
        .hasMessageContaining("bytes");
    assertThat(rejection(content, new ImageLimits(content.length, 1_199, 64, 76_800, 18.75)))
        .hasMessageContaining("1200 pixels wide");
    assertThat(rejection(content, new ImageLimits(content.length, 1_200, 63, 76_800, 18.75)))
        .hasMessageContaining("64 pixels high");
    assertThat(rejection(content, new ImageLimits(content.length, 1_200, 64, 76_799, 18.75)))
        .hasMessageContaining("76800 pixels");
    assertThat(rejection(content, new ImageLimits(content.length, 1_200, 64, 76_800, 18.7)))
        .hasMessageContaining("aspect");
  }

  @Test
  void sizesOfEveryFormatAreCheckedFromTheHeaderAlone() {
    ImageLimits tiny = new ImageLimits(1 << 20, 8, 8, 64, 256.0);
    Map<String, Integer> rejected = new HashMap<>();
    for (Picture picture : PillowCorpus.pictures()) {
      if (picture.width() > 8 && picture.height() > 8) {
        assertThat(rejection(picture.content(), tiny))
            .as(picture.name())
            .extracting(ImageRejectedException::fault)
            .isEqualTo(ImageFault.TOO_LARGE);
        rejected.merge(picture.format(), 1, Integer::sum);
      }
    }
    assertThat(rejected).containsOnlyKeys("jpg", "png", "gif", "bmp", "tiff", "webp");
  }

  @Test
  void limitsMustBePositive() {
    assertThatThrownBy(() -> new ImageLimits(0, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ImageLimits(1, 1, 1, 1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ImageRejectedException rejection(byte[] content, ImageLimits limits) {
    ImagePreprocessor preprocessor =
        new ImagePreprocessor(new PreprocessOptions(16, limits, false));
    ByteBuffer target = ByteBuffer.allocate(preprocessor.tensorSize());
    return catchThrowableOfType(
        ImageRejectedException.class, () -> preprocessor.preprocess(content, target, 0));
  }
}

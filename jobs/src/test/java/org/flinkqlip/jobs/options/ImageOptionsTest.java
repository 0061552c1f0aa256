// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.settings;

import org.flinkqlip.model.imaging.ImageLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageOptionsTest {

  @Test
  void defaultsAreThoseOfTheModel() {
    assertThat(ImageOptions.from(settings()))
        .isEqualTo(new ImageOptions(ImageLimits.DEFAULT, false));
  }

  @Test
  void everyOptionIsRead() {
    assertThat(
            ImageOptions.from(
                settings(
                    "--image.max-bytes=1 mb",
                    "--image.max-width=2",
                    "--image.max-height=3",
                    "--image.max-pixels=5",
                    "--image.max-aspect=7.5",
                    "--image.apply-exif-orientation")))
        .isEqualTo(new ImageOptions(new ImageLimits(1 << 20, 2, 3, 5, 7.5), true));
  }

  @ParameterizedTest
  @CsvSource({
    "--image.max-bytes=0",
    "--image.max-width=0",
    "--image.max-height=-1",
    "--image.max-pixels=0",
    "--image.max-aspect=0.9",
    "--image.max-aspect=NaN",
    "--image.apply-exif-orientation=1"
  })
  void valuesOutOfBoundsAreRefused(String argument) {
    assertThatThrownBy(() -> ImageOptions.from(settings(argument)))
        .hasMessageContaining(argument.substring(2, argument.indexOf('=')));
  }
}

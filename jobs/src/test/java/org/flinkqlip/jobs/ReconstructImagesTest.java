// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.of;

import java.util.List;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.operators.reconstruct.ReconstructedImagesTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReconstructImagesTest {

  @Test
  void defaultsAreThoseOfThisJobAndNotOfAnother() {
    CommonOptions options = of(ReconstructImages.JOB);

    assertThat(options.source().topic()).isEqualTo("image-codes");
    assertThat(options.source().groupId()).isEqualTo("flink-qlip-reconstruct-images");
    assertThat(options.sink().topics())
        .containsExactly("reconstructed-images", "reconstruction-dead-letters");
    assertThat(options.sink().transactionalIdPrefix()).isEqualTo("flink-qlip-reconstruct-images");
    assertThat(options.job().name()).isEqualTo("reconstruct-images");
    assertThat(ReconstructImages.reconstructing(options).topic().format())
        .isEqualTo(PictureFormat.PNG);
  }

  @ParameterizedTest
  @EnumSource
  void everyFormatCanBeChosen(PictureFormat format) {
    CommonOptions options =
        ReconstructImages.JOB.parse(
            List.of(
                "--kafka.bootstrap-servers=b:1",
                "--model.bundle=/m",
                "--sink.images-topic=pictures",
                "--picture.format=" + format));

    assertThat(ReconstructImages.reconstructing(options).topic())
        .isEqualTo(new ReconstructedImagesTopic("pictures", format));
  }

  @ParameterizedTest
  @CsvSource({
    "--source.topic=reconstructed-images, must not be a topic of the sink",
    "--sink.images-topic=reconstruction-dead-letters, must differ",
    "--picture.format=gif, picture.format"
  })
  void whatCannotWorkIsRefused(String argument, String message) {
    assertThatThrownBy(() -> of(ReconstructImages.JOB, argument)).hasMessageContaining(message);
  }
}

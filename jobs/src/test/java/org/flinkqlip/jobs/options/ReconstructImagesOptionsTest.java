package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.reconstructImages;

import java.util.List;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.operators.reconstruct.ReconstructedImagesTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReconstructImagesOptionsTest {

  @Test
  void defaultsAreThoseOfThisJobAndNotOfAnother() {
    ReconstructImagesOptions options = reconstructImages();

    assertThat(options.stream().source().topic()).isEqualTo("image-codes");
    assertThat(options.stream().source().groupId()).isEqualTo("flink-qlip-reconstruct-images");
    assertThat(options.stream().sink().topics())
        .containsExactly("reconstructed-images", "reconstruction-dead-letters");
    assertThat(options.stream().sink().transactionalIdPrefix())
        .isEqualTo("flink-qlip-reconstruct-images");
    assertThat(options.stream().job().name()).isEqualTo("reconstruct-images");
    assertThat(options.format()).isEqualTo(PictureFormat.PNG);
  }

  @ParameterizedTest
  @EnumSource
  void everyFormatCanBeChosen(PictureFormat format) {
    ReconstructImagesOptions options =
        ReconstructImagesOptions.parse(
            List.of(
                "--kafka.bootstrap-servers=b:1",
                "--model.bundle=/m",
                "--sink.images-topic=pictures",
                "--picture.format=" + format));

    assertThat(options.reconstructing().topic())
        .isEqualTo(new ReconstructedImagesTopic("pictures", format));
  }

  @ParameterizedTest
  @CsvSource({
    "--source.topic=reconstructed-images, must not be a topic of the sink",
    "--sink.images-topic=reconstruction-dead-letters, must differ",
    "--picture.format=gif, picture.format"
  })
  void whatCannotWorkIsRefused(String argument, String message) {
    assertThatThrownBy(() -> reconstructImages(argument)).hasMessageContaining(message);
  }
}

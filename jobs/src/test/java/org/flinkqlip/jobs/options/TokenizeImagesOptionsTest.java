package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.job;

import org.flinkqlip.operators.embed.CaptionEmbeddingsTopic;
import org.flinkqlip.operators.tokenize.FeatureType;
import org.flinkqlip.operators.tokenize.ImageCaptionsTopic;
import org.flinkqlip.operators.tokenize.ImageFeaturesTopic;
import org.flinkqlip.operators.tokenize.ImageTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizeImagesOptionsTest {

  @Test
  void defaultsFitTogether() {
    assertThat(job().stream().warnings())
        .singleElement()
        .asString()
        .startsWith("checkpoint.directory is not set");
  }

  @Test
  void everyStageIsRead() {
    TokenizeImagesOptions options =
        job("--source.topic=s", "--sink.codes-topic=c", "--checkpoint.directory=file:///c");

    assertThat(options.stream().source().topic()).isEqualTo("s");
    assertThat(options.stream().sink().topic(TokenizeImagesOptions.CODES_TOPIC)).hasValue("c");
    assertThat(options.stream().warnings()).isEmpty();
  }

  @Test
  void featuresAreWrittenOnlyWhereTheirTopicIsSet() {
    assertThat(job().tokenizing().topics())
        .extracting(ImageTopic::name)
        .containsExactly("image-codes", "image-embeddings");

    TokenizeImagesOptions options =
        job("--sink.features-topic=image-features", "--features.dtype=float32");

    assertThat(options.tokenizing().topics())
        .last()
        .isEqualTo(new ImageFeaturesTopic("image-features", FeatureType.FLOAT32));
    assertThat(options.stream().sink().topics())
        .containsExactly("image-codes", "image-embeddings", "image-features", "image-dead-letters");
  }

  @Test
  void captionsAreEmbeddedOnlyWhereAskedFor() {
    assertThat(job("--sink.caption-embeddings-topic=c").tokenizing().topics())
        .noneMatch(ImageTopic::needsCaptions);

    TokenizeImagesOptions options = job("--captions.embed", "--captions.include-text=false");

    assertThat(options.tokenizing().topics())
        .last()
        .isEqualTo(new ImageCaptionsTopic(new CaptionEmbeddingsTopic("caption-embeddings", false)));
    assertThat(options.stream().sink().topics())
        .containsExactly(
            "image-codes", "image-embeddings", "caption-embeddings", "image-dead-letters");
  }

  @ParameterizedTest
  @CsvSource({
    "--source.topic=image-codes, must not be a topic of the sink",
    "--sink.transaction-timeout=12 min, sink.transaction-timeout is 12 min",
    "--checkpoint.timeout=4 min, may have to stay open for more than 978 s",
    "--batch.stall-timeout=1 min, batch.stall-timeout must exceed fetch.timeout",
    "--features.dtype=bfloat16, features.dtype",
    "--sink.features-topic=image-codes, must differ",
    "--batch.stall-timeout=3 min, must be shorter than checkpoint.timeout"
  })
  void optionsThatContradictEachOtherAreRefused(String argument, String message) {
    assertThatThrownBy(() -> job(argument)).hasMessageContaining(message);
  }

  @Test
  void withoutTransactionsTheirTimeoutDoesNotMatter() {
    assertThat(
            job("--sink.delivery-guarantee=at-least-once", "--sink.transaction-timeout=1 s")
                .stream()
                .sink()
                .isTransactional())
        .isFalse();
  }

  @Test
  void manyTransactionalIdsAreWarnedOf() {
    assertThat(job("--sink.transaction-naming-strategy=incrementing").stream().warnings())
        .anyMatch(warning -> warning.contains("use pooling"));
  }
}

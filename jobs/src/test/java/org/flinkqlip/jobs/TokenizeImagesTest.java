// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.job;

import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.operators.embed.CaptionEmbeddingsTopic;
import org.flinkqlip.operators.tokenize.FeatureType;
import org.flinkqlip.operators.tokenize.ImageCaptionsTopic;
import org.flinkqlip.operators.tokenize.ImageFeaturesTopic;
import org.flinkqlip.operators.tokenize.ImageTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizeImagesTest {

  @Test
  void defaultsFitTogether() {
    assertThat(job().warnings())
        .singleElement()
        .asString()
        .startsWith("checkpoint.directory is not set");
  }

  @Test
  void everyStageIsRead() {
    CommonOptions options =
        job("--source.topic=s", "--sink.codes-topic=c", "--checkpoint.directory=file:///c");

    assertThat(options.source().topic()).isEqualTo("s");
    assertThat(options.sink().topics()).startsWith("c");
    assertThat(options.warnings()).isEmpty();
  }

  @Test
  void featuresAreWrittenOnlyWhereTheirTopicIsSet() {
    assertThat(TokenizeImages.tokenizing(job()).topics())
        .extracting(ImageTopic::name)
        .containsExactly("image-codes", "image-embeddings");

    CommonOptions options = job("--sink.features-topic=image-features", "--features.dtype=float32");

    assertThat(TokenizeImages.tokenizing(options).topics())
        .last()
        .isEqualTo(new ImageFeaturesTopic("image-features", FeatureType.FLOAT32));
    assertThat(options.sink().topics())
        .containsExactly("image-codes", "image-embeddings", "image-features", "image-dead-letters");
  }

  @Test
  void captionsAreEmbeddedOnlyWhereAskedFor() {
    assertThat(TokenizeImages.tokenizing(job("--sink.caption-embeddings-topic=c")).topics())
        .noneMatch(ImageTopic::needsCaptions);

    CommonOptions options = job("--captions.embed", "--captions.include-text=false");

    assertThat(TokenizeImages.tokenizing(options).topics())
        .last()
        .isEqualTo(new ImageCaptionsTopic(new CaptionEmbeddingsTopic("caption-embeddings", false)));
    assertThat(options.sink().topics())
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
                .sink()
                .isTransactional())
        .isFalse();
  }

  @Test
  void manyTransactionalIdsAreWarnedOf() {
    assertThat(job("--sink.transaction-naming-strategy=incrementing").warnings())
        .anyMatch(warning -> warning.contains("use pooling"));
  }
}

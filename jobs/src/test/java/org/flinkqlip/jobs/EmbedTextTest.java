// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.of;

import java.util.List;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.operators.embed.CaptionEmbeddingsTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbedTextTest {

  @Test
  void defaultsAreThoseOfThisJobAndNotOfAnother() {
    CommonOptions options = of(EmbedText.JOB);

    assertThat(options.source().topic()).isEqualTo("captions");
    assertThat(options.source().groupId()).isEqualTo("flink-qlip-embed-text");
    assertThat(options.sink().topics())
        .containsExactly("caption-embeddings", "caption-dead-letters");
    assertThat(options.sink().transactionalIdPrefix()).isEqualTo("flink-qlip-embed-text");
    assertThat(options.job().name()).isEqualTo("embed-text");
    assertThat(options.batch().limits().maxRecords()).isEqualTo(32);
    assertThat(EmbedText.embedding(options).topic().includeText()).isTrue();
    assertThat(EmbedText.embedding(options).topic().name()).isEqualTo("caption-embeddings");
    assertThat(EmbedText.embedding(options).operator().deadLetterTopic())
        .isEqualTo("caption-dead-letters");
  }

  @Test
  void everyOptionOfItsOwnIsRead() {
    CommonOptions options =
        EmbedText.JOB.parse(
            List.of(
                "--kafka.bootstrap-servers=b:1",
                "--model.bundle=/m",
                "--source.topic=queries",
                "--sink.embeddings-topic=e",
                "--sink.dead-letter-topic=d",
                "--batch.max-captions=7",
                "--captions.include-text=false"));

    assertThat(options.source().topic()).isEqualTo("queries");
    assertThat(EmbedText.embedding(options).topic())
        .isEqualTo(new CaptionEmbeddingsTopic("e", false));
    assertThat(EmbedText.embedding(options).operator().deadLetterTopic()).isEqualTo("d");
    assertThat(EmbedText.embedding(options).operator().batching().maxRecords()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "--source.topic=caption-embeddings, must not be a topic of the sink",
    "--sink.dead-letter-topic=caption-embeddings, must differ",
    "--batch.max-captions=0, batch.max-captions",
    "--captions.include-text=perhaps, captions.include-text",
    "--batch.max-images=3, unknown option 'batch.max-images'",
    "--fetch.timeout=3 s, unknown option 'fetch.timeout'"
  })
  void whatCannotWorkIsRefused(String argument, String message) {
    assertThatThrownBy(() -> of(EmbedText.JOB, argument)).hasMessageContaining(message);
  }
}

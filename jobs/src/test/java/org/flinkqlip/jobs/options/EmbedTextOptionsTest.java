package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.embedText;

import java.util.List;
import org.flinkqlip.operators.embed.CaptionEmbeddingsTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbedTextOptionsTest {

  @Test
  void defaultsAreThoseOfThisJobAndNotOfAnother() {
    EmbedTextOptions options = embedText();

    assertThat(options.stream().source().topic()).isEqualTo("captions");
    assertThat(options.stream().source().groupId()).isEqualTo("flink-qlip-embed-text");
    assertThat(options.stream().sink().topics())
        .containsExactly("caption-embeddings", "caption-dead-letters");
    assertThat(options.stream().sink().transactionalIdPrefix()).isEqualTo("flink-qlip-embed-text");
    assertThat(options.stream().job().name()).isEqualTo("embed-text");
    assertThat(options.stream().batch().limits().maxRecords()).isEqualTo(32);
    assertThat(options.includeText()).isTrue();
    assertThat(options.embedding().topic().name()).isEqualTo("caption-embeddings");
    assertThat(options.embedding().operator().deadLetterTopic()).isEqualTo("caption-dead-letters");
  }

  @Test
  void everyOptionOfItsOwnIsRead() {
    EmbedTextOptions options =
        EmbedTextOptions.parse(
            List.of(
                "--kafka.bootstrap-servers=b:1",
                "--model.bundle=/m",
                "--source.topic=queries",
                "--sink.embeddings-topic=e",
                "--sink.dead-letter-topic=d",
                "--batch.max-captions=7",
                "--captions.include-text=false"));

    assertThat(options.stream().source().topic()).isEqualTo("queries");
    assertThat(options.embedding().topic()).isEqualTo(new CaptionEmbeddingsTopic("e", false));
    assertThat(options.embedding().operator().deadLetterTopic()).isEqualTo("d");
    assertThat(options.embedding().operator().batching().maxRecords()).isEqualTo(7);
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
    assertThatThrownBy(() -> embedText(argument)).hasMessageContaining(message);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.settings;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.options.SinkOptions.ResultTopic;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkOptionsTest {

  @Test
  void defaultsAreAsDocumented() {
    SinkOptions options = sink();

    assertThat(options)
        .isEqualTo(
            new SinkOptions(
                List.of(
                    new ResultTopic("sink.codes-topic", "image-codes"),
                    new ResultTopic("sink.embeddings-topic", "image-embeddings")),
                "image-dead-letters",
                Guarantee.EXACTLY_ONCE,
                "flink-qlip-tokenize-images",
                Duration.ofMinutes(15),
                TransactionNamingStrategy.POOLING,
                MemorySize.parse("960 kb"),
                Compression.NONE));
    assertThat(options.isTransactional()).isTrue();
    assertThat(options.topics())
        .containsExactly("image-codes", "image-embeddings", "image-dead-letters");
  }

  @Test
  void everyOptionIsRead() {
    assertThat(
            sink(
                "--sink.codes-topic=c",
                "--sink.embeddings-topic=e",
                "--sink.dead-letter-topic=d",
                "--sink.delivery-guarantee=at-least-once",
                "--sink.transactional-id-prefix=p",
                "--sink.transaction-timeout=1 h",
                "--sink.transaction-naming-strategy=incrementing",
                "--sink.max-record-bytes=2 mb",
                "--sink.compression=zstd"))
        .isEqualTo(
            new SinkOptions(
                List.of(
                    new ResultTopic("sink.codes-topic", "c"),
                    new ResultTopic("sink.embeddings-topic", "e")),
                "d",
                Guarantee.AT_LEAST_ONCE,
                "p",
                Duration.ofHours(1),
                TransactionNamingStrategy.INCREMENTING,
                MemorySize.ofMebiBytes(2),
                Compression.ZSTD));
  }

  @ParameterizedTest
  @CsvSource({
    "--sink.codes-topic=image-embeddings, must differ",
    "--sink.delivery-guarantee=none, sink.delivery-guarantee",
    "--sink.delivery-guarantee=twice, sink.delivery-guarantee",
    "--sink.transactional-id-prefix=, sink.transactional-id-prefix",
    "--sink.transaction-timeout=0, sink.transaction-timeout",
    "--sink.transaction-naming-strategy=x, sink.transaction-naming-strategy",
    "--sink.max-record-bytes=1 kb, sink.max-record-bytes",
    "--sink.compression=brotli, sink.compression"
  })
  void valuesOutOfBoundsAreRefused(String argument, String message) {
    assertThatThrownBy(() -> sink(argument)).hasMessageContaining(message);
  }

  private static SinkOptions sink(String... arguments) {
    return SinkOptions.from(
        settings(arguments),
        List.of(
            TopicOptions.Result.of(TokenizeImages.CODES_TOPIC, ImageCodes.class),
            TopicOptions.Result.of(TokenizeImages.EMBEDDINGS_TOPIC, ImageEmbedding.class)));
  }
}

package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.job;

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

  @ParameterizedTest
  @CsvSource({
    "--source.topic=image-codes, must not be a topic of the sink",
    "--sink.transaction-timeout=5 min, sink.transaction-timeout must exceed checkpoint.interval",
    "--checkpoint.timeout=15 min, sink.transaction-timeout must exceed checkpoint.interval",
    "--batch.stall-timeout=1 min, batch.stall-timeout must exceed fetch.timeout",
    "--batch.stall-timeout=6 min, must be shorter than checkpoint.timeout"
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

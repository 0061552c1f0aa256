// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.settings;

import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointOptionsTest {

  @Test
  void defaultsAreAsDocumented() {
    assertThat(CheckpointOptions.from(settings()))
        .isEqualTo(
            new CheckpointOptions(
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofMinutes(3),
                Optional.empty(),
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION,
                3));
  }

  @Test
  void everyOptionIsRead() {
    assertThat(
            CheckpointOptions.from(
                settings(
                    "--checkpoint.interval=1 s",
                    "--checkpoint.min-pause=0",
                    "--checkpoint.timeout=1 min",
                    "--checkpoint.directory=s3://b/c",
                    "--checkpoint.retention=delete-on-cancellation",
                    "--checkpoint.tolerable-failures=0")))
        .isEqualTo(
            new CheckpointOptions(
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ofMinutes(1),
                Optional.of("s3://b/c"),
                ExternalizedCheckpointRetention.DELETE_ON_CANCELLATION,
                0));
  }

  @ParameterizedTest
  @CsvSource({
    "--checkpoint.interval=0",
    "--checkpoint.min-pause=-1",
    "--checkpoint.timeout=0",
    "--checkpoint.retention=keep",
    "--checkpoint.tolerable-failures=-1"
  })
  void valuesOutOfBoundsAreRefused(String argument) {
    assertThatThrownBy(() -> CheckpointOptions.from(settings(argument)))
        .hasMessageContaining(argument.substring(2, argument.indexOf('=')));
  }
}

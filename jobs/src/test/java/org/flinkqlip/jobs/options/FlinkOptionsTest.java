// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlinkOptionsTest {

  @Test
  void defaultsAreAsDocumented() {
    assertThat(FlinkOptions.from(settings()))
        .isEqualTo(
            new FlinkOptions(
                "tokenize-images",
                Optional.empty(),
                new FlinkOptions.Restart(
                    Duration.ofSeconds(1), Duration.ofMinutes(1), 2.0, Duration.ofMinutes(10), 0.1),
                "127.0.0.1",
                Map.of()));
  }

  @Test
  void everyOptionIsRead() {
    assertThat(
            FlinkOptions.from(
                settings(
                    "--job.name=n",
                    "--job.parallelism=3",
                    "--job.restart.initial-backoff=2 s",
                    "--job.restart.max-backoff=3 s",
                    "--job.restart.multiplier=1.5",
                    "--job.restart.reset-threshold=4 min",
                    "--job.restart.jitter=0",
                    "--job.local.web-address=::1",
                    "--flink.rest.port=8082")))
        .isEqualTo(
            new FlinkOptions(
                "n",
                Optional.of(3),
                new FlinkOptions.Restart(
                    Duration.ofSeconds(2), Duration.ofSeconds(3), 1.5, Duration.ofMinutes(4), 0.0),
                "::1",
                Map.of("rest.port", "8082")));
  }

  @ParameterizedTest
  @CsvSource({
    "--job.parallelism=0",
    "--job.restart.initial-backoff=2 min",
    "--job.restart.multiplier=0.9",
    "--job.restart.reset-threshold=0",
    "--job.restart.jitter=1.1"
  })
  void valuesOutOfBoundsAreRefused(String argument) {
    assertThatThrownBy(() -> FlinkOptions.from(settings(argument)))
        .hasMessageContaining(argument.substring(2, argument.indexOf('=')));
  }
}

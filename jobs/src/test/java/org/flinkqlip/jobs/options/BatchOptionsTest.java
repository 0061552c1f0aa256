// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.settings;

import java.time.Duration;
import org.flinkqlip.operators.batching.BatchLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchOptionsTest {

  @Test
  void defaultsAreAsDocumented() {
    assertThat(BatchOptions.from(settings(), BatchOptions.MAX_IMAGES))
        .isEqualTo(
            new BatchOptions(
                new BatchLimits(8, 64 << 20, Duration.ofMillis(50), 2, Duration.ofMinutes(2)), 0));
  }

  @Test
  void everyOptionIsRead() {
    assertThat(
            BatchOptions.from(
                settings(
                    "--batch.max-images=32",
                    "--batch.max-bytes=1 mb",
                    "--batch.linger=0",
                    "--batch.max-in-flight=3",
                    "--batch.prepare-threads=5",
                    "--batch.stall-timeout=10 s"),
                BatchOptions.MAX_IMAGES))
        .isEqualTo(
            new BatchOptions(
                new BatchLimits(32, 1 << 20, Duration.ZERO, 3, Duration.ofSeconds(10)), 5));
  }

  @ParameterizedTest
  @CsvSource({
    "--batch.max-images=0",
    "--batch.max-images=4097",
    "--batch.max-bytes=0",
    "--batch.linger=2 min",
    "--batch.max-in-flight=0",
    "--batch.prepare-threads=-1",
    "--batch.stall-timeout=999 ms"
  })
  void valuesOutOfBoundsAreRefused(String argument) {
    assertThatThrownBy(() -> BatchOptions.from(settings(argument), BatchOptions.MAX_IMAGES))
        .hasMessageContaining(argument.substring(2, argument.indexOf('=')));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.settings;

import java.time.Duration;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceOptionsTest {

  @Test
  void defaultsAreAsDocumented() {
    assertThat(SourceOptions.from(settings()))
        .isEqualTo(
            new SourceOptions(
                "images",
                "flink-qlip-tokenize-images",
                StartingOffsets.COMMITTED,
                LostOffsets.FAIL,
                false,
                32,
                MemorySize.ofMebiBytes(32),
                MemorySize.ofMebiBytes(8),
                Duration.ofMinutes(5)));
  }

  @Test
  void everyOptionIsRead() {
    assertThat(
            SourceOptions.from(
                settings(
                    "--source.topic=pictures",
                    "--source.group-id=g",
                    "--source.starting-offsets=earliest",
                    "--source.on-lost-offsets=latest",
                    "--source.bounded",
                    "--source.max-poll-records=5",
                    "--source.fetch-max-bytes=4 mb",
                    "--source.max-partition-fetch-bytes=2 mb",
                    "--source.partition-discovery-interval=0")))
        .isEqualTo(
            new SourceOptions(
                "pictures",
                "g",
                StartingOffsets.EARLIEST,
                LostOffsets.LATEST,
                true,
                5,
                MemorySize.ofMebiBytes(4),
                MemorySize.ofMebiBytes(2),
                Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource({
    "--source.topic=",
    "--source.starting-offsets=oldest",
    "--source.on-lost-offsets=skip",
    "--source.bounded=maybe",
    "--source.max-poll-records=0",
    "--source.fetch-max-bytes=0",
    "--source.max-partition-fetch-bytes=33 mb",
    "--source.partition-discovery-interval=59 s"
  })
  void valuesOutOfBoundsAreRefused(String argument) {
    assertThatThrownBy(() -> SourceOptions.from(settings(argument)))
        .hasMessageContaining(argument.substring(2, argument.indexOf('=')));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.settings;

import java.time.Duration;
import java.util.Optional;
import org.flinkqlip.operators.quarantine.QuarantineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuarantineSettingsTest {

  @Test
  void defaultsAreAsDocumented() {
    assertThat(QuarantineSettings.from(settings()))
        .isEqualTo(new QuarantineSettings(Optional.empty(), 10, Duration.ofSeconds(30)));
  }

  @Test
  void everyOptionIsRead() {
    assertThat(
            QuarantineSettings.from(
                settings(
                    "--quarantine.directory=s3://b/q",
                    "--quarantine.max=3",
                    "--quarantine.watch=5 s")))
        .isEqualTo(new QuarantineSettings(Optional.of("s3://b/q"), 3, Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @CsvSource({"--quarantine.max=-1", "--quarantine.max=many", "--quarantine.watch=long"})
  void valuesOutOfBoundsAreRefused(String argument) {
    assertThatThrownBy(() -> QuarantineSettings.from(settings(argument)))
        .hasMessageContaining(argument.substring(2, argument.indexOf('=')));
  }

  @ParameterizedTest
  @CsvSource({
    "--checkpoint.directory=s3://b/c, s3://b/c/quarantine",
    "--checkpoint.directory=s3://b/c/, s3://b/c/quarantine",
    "--flink.execution.checkpointing.dir=s3://f, s3://f/quarantine",
    "--quarantine.directory=s3://b/q, s3://b/q"
  })
  void suspectsAreBesideTheCheckpointsUnlessToldOtherwise(String argument, String directory) {
    assertThat(OptionsOf.job(argument).quarantine())
        .isEqualTo(new QuarantineOptions(directory, 10, Duration.ofSeconds(30)));
  }

  @Test
  void withoutADirectoryTheyAreInMemoryAndTheJobSaysSo() {
    CommonOptions options = OptionsOf.job();

    assertThat(options.quarantine()).isEqualTo(QuarantineOptions.IN_MEMORY);
    assertThat(options.warnings()).anyMatch(warning -> warning.contains("quarantine.directory"));
    assertThat(OptionsOf.job("--checkpoint.directory=/c").warnings())
        .noneMatch(warning -> warning.contains("quarantine.directory"));
  }
}

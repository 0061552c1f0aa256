// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "reference", "configuration.md");

  @Test
  void thePageIsWhatTheClassesSay() throws IOException {
    if (Boolean.getBoolean("qlip.docs.write")) {
      ConfigurationReference.main(new String[] {PAGE.toString()});
    }

    assertThat(PAGE)
        .as("generated page; write it again as its first lines say")
        .hasContent(ConfigurationReference.page());
  }

  @Test
  void everyOptionIsDescribedInAFullSentence() {
    for (StreamJob job : StreamJobs.ALL) {
      for (OptionGroup group : job.catalog().groups()) {
        for (Option<?> option : group.options()) {
          assertThat(option.description()).as(option.key()).matches("(?s)\\S.{8,}\\.");
        }
      }
    }
  }
}

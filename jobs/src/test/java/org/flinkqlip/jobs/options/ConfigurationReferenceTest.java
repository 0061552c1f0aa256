package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionCatalog;
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
    for (OptionCatalog catalog :
        List.of(
            TokenizeImagesOptions.CATALOG,
            EmbedTextOptions.CATALOG,
            ReconstructImagesOptions.CATALOG)) {
      for (OptionGroup group : catalog.groups()) {
        for (Option<?> option : group.options()) {
          assertThat(option.description()).as(option.key()).matches("(?s)\\S.{8,}\\.");
        }
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionCatalogTest {

  @Test
  void oneKeyIsDeclaredOnce() {
    Option<String> one = Option.text("a", "d");
    OptionGroup group = new OptionGroup("G", "d", List.of(one, Option.text("a", "other")));

    assertThatThrownBy(() -> new OptionCatalog(List.of(group), List.of()))
        .hasMessage("declared twice: a");
  }

  @Test
  void thePageHasARowForEachOptionAndPrefix() {
    OptionCatalog catalog =
        new OptionCatalog(
            List.of(
                new OptionGroup(
                    "Source",
                    "What is read.",
                    List.of(
                        Option.text("a", "One | two.").required(),
                        Option.integer("b", 3, "Three.").atLeast(1)))),
            List.of(new PassThrough("kafka.properties.", "To Kafka.")));

    assertThat(new ReferencePage(catalog).markdown("Options", "Intro."))
        .isEqualTo(
            """
            # Options

            Intro.

            ## Source

            What is read.

            | option | value | default | meaning |
            |---|---|---|---|
            | `a` | text | required | One \\| two. |
            | `b` | integer, at least 1 | `3` | Three. |

            ## Passed through

            | prefix | where its keys go |
            |---|---|
            | `kafka.properties.*` | To Kafka. |
            """);
  }

  @Test
  void aJobsOwnDefaultCountsWhereverTheOptionIsRead() {
    Option<String> topic = Option.text("topic", "images", "Topic of images.");
    OptionGroup group = new OptionGroup("Source", "What is read.", List.of(topic));
    OptionGroup own = group.with(Option.text("topic", "captions", "Topic of captions."));

    assertThat(new SettingsReader(catalog(group)).read(List.of()).get(topic)).isEqualTo("images");
    assertThat(new SettingsReader(catalog(own)).read(List.of()).get(topic)).isEqualTo("captions");
    assertThat(own.options()).hasSize(1);
  }

  @Test
  void onlyAnOptionOfTheGroupCanBeReplaced() {
    OptionGroup group = new OptionGroup("Source", "What is read.", List.of());

    assertThatThrownBy(() -> group.with(Option.text("topic", "t", "Topic.")))
        .hasMessage("Source has no option topic");
  }

  private static OptionCatalog catalog(OptionGroup group) {
    return new OptionCatalog(List.of(group), List.of());
  }
}

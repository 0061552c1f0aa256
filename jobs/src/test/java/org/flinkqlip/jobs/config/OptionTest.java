// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;

class OptionTest {

  @Test
  void valuesAreParsedToTheirTypes() {
    assertThat(Option.text("k", "d").parse(" v ")).isEqualTo("v");
    assertThat(Option.integer("k", 1, "d").parse("42")).isEqualTo(42);
    assertThat(Option.longInteger("k", 1, "d").parse("3000000000")).isEqualTo(3_000_000_000L);
    assertThat(Option.number("k", 1, "d").parse("2.5")).isEqualTo(2.5);
    assertThat(Option.flag("k", false, "d").parse("TRUE")).isTrue();
    assertThat(Option.duration("k", Duration.ZERO, "d").parse("2 min"))
        .isEqualTo(Duration.ofMinutes(2));
    assertThat(Option.size("k", null, "d").parse("2 mb")).isEqualTo(MemorySize.ofMebiBytes(2));
    assertThat(Option.choice("k", TimeUnit.class, TimeUnit.DAYS, "d").parse("Hours"))
        .isEqualTo(TimeUnit.HOURS);
    assertThat(Option.list("k", List.of(), "d").parse("a, b,,c")).containsExactly("a", "b", "c");
    assertThat(Option.list("k", List.of(), "d").parse(List.of("a,b", "c")))
        .containsExactly("a,b", "c");
  }

  @Test
  void aBadValueIsReportedWithKeyValueAndExpectedType() {
    assertThatThrownBy(() -> Option.integer("batch.max-images", 8, "d").atLeast(1).parse("0"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessage("batch.max-images: '0' is not valid, expected integer, at least 1");
    assertThatThrownBy(() -> Option.duration("k", Duration.ZERO, "d").parse("soon"))
        .hasMessage("k: 'soon' is not valid, expected duration such as '200 ms' or '5 min'");
    assertThatThrownBy(() -> Option.choice("k", TimeUnit.class, TimeUnit.DAYS, "d").parse("x"))
        .hasMessageStartingWith("k: 'x' is not valid, expected one of nanoseconds, microseconds,");
    assertThatThrownBy(() -> Option.flag("k", false, "d").parse("yes"))
        .hasMessageContaining("expected true or false");
    assertThatThrownBy(() -> Option.text("k", "d").parse("  ")).hasMessageContaining("k: ");
    assertThatThrownBy(() -> Option.number("k", 1, "d").atMost(2.0).parse("2.1"))
        .hasMessageContaining("at most 2.0");
    assertThatThrownBy(() -> Option.size("k", null, "d").positive().parse("0"))
        .hasMessageContaining("more than 0");
  }

  @Test
  void aBadSecretIsNotRepeated() {
    assertThatThrownBy(() -> Option.text("k", "d").secret().parse("  "))
        .hasMessage("k: the value is not valid, expected text");
  }

  @Test
  void refinementsAddUp() {
    Option<Integer> percent = Option.integer("k", 1, "d").atLeast(0).atMost(100);

    assertThat(percent.parse("100")).isEqualTo(100);
    assertThatThrownBy(() -> percent.parse("-1")).hasMessageContaining("at least 0, at most 100");
    assertThatThrownBy(() -> percent.parse("101")).hasMessageContaining("at least 0, at most 100");
  }

  @Test
  void defaultsAreShownAsPeopleWriteThem() {
    assertThat(Option.duration("k", Duration.ofMinutes(5), "d").defaultText()).hasValue("5 min");
    assertThat(Option.duration("k", Duration.ZERO, "d").defaultText()).hasValue("0");
    assertThat(Option.size("k", MemorySize.ofMebiBytes(32), "d").defaultText()).hasValue("32 mb");
    assertThat(Option.choice("k", TimeUnit.class, TimeUnit.DAYS, "d").defaultText())
        .hasValue("days");
    assertThat(Option.list("k", List.of("a", "b"), "d").defaultText()).hasValue("a,b");
    assertThat(Option.list("k", List.of(), "d").defaultText()).isEmpty();
    assertThat(Option.text("k", "d").defaultText()).isEmpty();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final List<String> calls = new ArrayList<>();

  @Test
  void actionsTakeTurnsInAnOrderThatAlternates() throws Exception {
    Timings timings =
        new Turns(3, Duration.ZERO)
            .add("a", () -> calls.add("a"))
            .add("b", () -> calls.add("b"))
            .run();
    assertThat(calls.subList(0, 4)).containsExactly("a", "a", "b", "b");
    assertThat(calls.subList(4, calls.size())).containsExactly("a", "b", "b", "a", "a", "b");
    assertThat(timings.millis().get("a")).hasSize(3);
  }

  @Test
  void aSpanIsFilledWithCalls() throws Exception {
    new Turns(1, Duration.ofMillis(20)).add("short", () -> calls.add("short")).run();
    assertThat(calls).hasSizeGreaterThan(10);
  }

  @Test
  void whatAnActionThrowsEndsTheTurns() {
    Turns turns =
        new Turns(1, Duration.ZERO)
            .add(
                "broken",
                () -> {
                  throw new IOException("gone");
                });
    assertThatThrownBy(turns::run).isInstanceOf(IOException.class).hasMessage("gone");
  }

  @Test
  void speedUpIsTheMedianOfTheRounds() {
    Timings timings =
        new Timings(Map.of("slow", new double[] {10, 60, 20}, "fast", new double[] {5, 10, 10}));
    assertThat(timings.speedUp("fast", "slow")).isEqualTo(2);
    assertThat(timings.of("slow")).isEqualTo(20);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> timings.of("other"))
        .withMessageContaining("other was not timed");
  }

  @Test
  void mediansLieInTheMiddle() {
    assertThat(Medians.of(9, 1, 5)).isEqualTo(5);
    assertThat(Medians.of(4, 1, 2, 9)).isEqualTo(3);
    assertThatIllegalArgumentException().isThrownBy(() -> Medians.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Medians.ofRatios(new double[2], new double[3]));
  }
}

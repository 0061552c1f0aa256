// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Collections;
import org.flinkqlip.benchmarks.pipeline.Emissions.Mark;
import org.junit.jupiter.api.Test;

class EmissionsTest {
  private static final long MILLI = 1_000_000;

  /** Slow at the start and at the end; 100 results in 700 ms between. */
  private static Emissions run() {
    Emissions emissions = new Emissions(100);
    add(emissions, 20, 900, 5_000, 1_000);
    add(emissions, 40, 30, 5_400, 1_400);
    add(emissions, 30, 60, 5_700, 1_700);
    add(emissions, 10, 60, 9_000, 3_000);
    return emissions;
  }

  private static void add(Emissions emissions, int count, long age, long millis, long cost) {
    emissions.add(
        Collections.nCopies(count, age),
        new Mark(
            emissions.size() + count,
            millis * MILLI,
            new ProcessCost(cost * MILLI, 0, 0, 7 * cost),
            Duration.ofMillis(cost / 10)));
  }

  @Test
  void steadyPartLeavesOutTheStartAndTheEnd() {
    Throughput steady = run().steady();

    assertThat(steady.images()).isEqualTo(70);
    assertThat(steady.perSecond()).isCloseTo(100, within(1e-9));
    assertThat(steady.cpuMicrosPerImage()).isCloseTo(10_000, within(1e-9));
    assertThat(steady.bytesPerImage()).isCloseTo(70, within(1e-9));
  }

  @Test
  void runThatOneLookSawWholeCountsFromItsFirstMark() {
    Emissions emissions = new Emissions(100);
    add(emissions, 0, 1, 1_000, 0);
    add(emissions, 100, 1, 1_500, 50);

    assertThat(emissions.steady().images()).isEqualTo(100);
    assertThat(emissions.steady().perSecond()).isCloseTo(200, within(1e-9));
  }

  @Test
  void brokersTimeIsThatOfTheSteadyPart() {
    assertThat(run().brokerMicrosPerImage()).isCloseTo(1_000, within(1e-9));
  }

  @Test
  void latenciesOfTheStartDoNotCount() {
    assertThat(run().latency(50)).isEqualTo(30);
    assertThat(run().latency(99)).isEqualTo(60);
  }

  @Test
  void runIsCompleteWithItsLastResult() {
    assertThat(run().complete()).isTrue();
    assertThat(new Emissions(100).complete()).isFalse();
  }

  @Test
  void partThatHasNotComeYetIsNotMeasured() {
    Emissions emissions = new Emissions(100);
    add(emissions, 20, 1, 1, 1);
    add(emissions, 10, 1, 1, 1);

    assertThatThrownBy(emissions::steady)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("0.9");
  }
}

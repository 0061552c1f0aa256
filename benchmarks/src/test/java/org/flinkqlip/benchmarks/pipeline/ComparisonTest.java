// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void ratiosAndWhatIsLeftOfTheJobsCost() {
    Comparison turn =
        new Comparison(
            throughput(200, 0, 100),
            throughput(1_000, 0.2, 1_000),
            throughput(160, 0, 0),
            throughput(144, 0.072, 28_800),
            50,
            0);

    assertThat(turn.jobToBare()).isCloseTo(0.72, within(1e-9));
    assertThat(turn.jobToBareWithImaging()).isCloseTo(0.9, within(1e-9));
    assertThat(turn.imagingToBare()).isCloseTo(0.8, within(1e-9));
    // 500 us of the job's threads without 200 us of imaging.
    assertThat(turn.overheadMicros()).isCloseTo(300, within(1e-6));
    assertThat(turn.overheadBytes()).isCloseTo(200 - 1 - 0.5, within(1e-9));
  }

  private static Throughput throughput(long images, double javaSeconds, long bytes) {
    return new Throughput(
        images, SECOND, new ProcessCost(2 * SECOND, (long) (javaSeconds * SECOND), 0, bytes));
  }
}

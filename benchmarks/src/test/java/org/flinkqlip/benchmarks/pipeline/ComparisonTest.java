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
            throughput(200, 2.0, 100),
            throughput(1_000, 1.0, 1_000),
            throughput(160, 2.0, 0),
            throughput(144, 2.0, 28_800),
            50,
            0);

    assertThat(turn.jobToBare()).isCloseTo(0.72, within(1e-9));
    assertThat(turn.jobToBareWithImaging()).isCloseTo(0.9, within(1e-9));
    assertThat(turn.imagingToBare()).isCloseTo(0.8, within(1e-9));
    // 13,889 us of the job without 1,000 us of imaging and 10,000 us of the session.
    assertThat(turn.overheadMicros()).isCloseTo(2_888.889, within(1e-3));
    assertThat(turn.overheadBytes()).isCloseTo(200 - 1 - 0.5, within(1e-9));
  }

  private static Throughput throughput(long images, double cpuSeconds, long bytes) {
    return new Throughput(images, SECOND, new ProcessCost((long) (cpuSeconds * SECOND), bytes));
  }
}

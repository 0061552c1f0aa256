// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.flinkqlip.benchmarks.pipeline.Curve.Point;
import org.junit.jupiter.api.Test;

class CurveTest {

  @Test
  void costThatGrowsWithItsSizeHasSteepnessOne() {
    assertThat(curve(new Point(1, 10), new Point(2, 20), new Point(8, 80)).steepestStep())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void theWorstStepCounts() {
    assertThat(curve(new Point(1, 10), new Point(2, 11), new Point(4, 44)).steepestStep())
        .isCloseTo(2, within(1e-9));
  }

  @Test
  void sizesMustGrow() {
    assertThatThrownBy(() -> curve(new Point(2, 1), new Point(2, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("batch does not grow");
  }

  private static Curve curve(Point... points) {
    return new Curve("batch", List.of(points));
  }
}

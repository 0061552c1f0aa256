// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WarmupCosineTest {
  private final WarmupCosine schedule = new WarmupCosine(4, 12);

  @Test
  void theRateRisesInALineAndIsWholeAtItsEnd() {
    assertThat(schedule.factor(0)).isEqualTo(0.25);
    assertThat(schedule.factor(1)).isEqualTo(0.5);
    assertThat(schedule.factor(3)).isEqualTo(1);
    assertThat(schedule.factor(4)).isEqualTo(1);
  }

  @Test
  void itFallsAlongACosine() {
    assertThat(schedule.factor(8)).isCloseTo(0.5, within(1e-12));
    assertThat(schedule.factor(11)).isCloseTo(0.5 * (1 + Math.cos(Math.PI * 7 / 8)), within(1e-12));
  }

  @Test
  void withoutWarmUpItStartsWhole() {
    assertThat(new WarmupCosine(0, 5).factor(0)).isEqualTo(1);
  }

  @Test
  void stepsOutsideOfTheStageAreRefused() {
    assertThatThrownBy(() -> schedule.factor(12)).hasMessageContaining("12");
    assertThatThrownBy(() -> new WarmupCosine(12, 12)).hasMessageContaining("12");
  }
}

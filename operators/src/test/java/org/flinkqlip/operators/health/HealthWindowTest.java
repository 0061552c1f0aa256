// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.flinkqlip.model.runtime.health.HealthTally;
import org.junit.jupiter.api.Test;

class HealthWindowTest {
  private static final long SECOND = 1_000_000_000L;

  /** As {@link System#nanoTime()}, which may be negative. */
  private long now = -7 * SECOND;

  private final HealthWindow window =
      new HealthWindow(Duration.ofSeconds(6), () -> new HealthTally(2, 2), () -> now);

  @Test
  void coversFiveToSixSixthsOfItself() {
    add(0b01);
    assertThat(window.figures().images()).isEqualTo(1);

    now += 5 * SECOND + SECOND / 2;
    assertThat(window.figures().images()).as("in the last of its six slices").isEqualTo(1);

    now += SECOND;
    assertThat(window.figures().images()).as("after six").isZero();
  }

  @Test
  void theOldestSliceLeavesAloneAndTheFiguresFollow() {
    for (int second = 0; second < 6; second++) {
      add(0b01);
      now += SECOND;
    }
    assertThat(window.figures().images()).as("the first second is gone").isEqualTo(5);
    for (int changed = 1; changed <= 5; changed++) {
      add(0b11);
      now += SECOND / 2;
      // Of the six slices one is being filled: the others still hold 0b01 where nothing changed.
      assertThat(window.figures().ones()[1]).isEqualTo(1);
      now += SECOND / 2;
    }
    now += SECOND / 2;

    assertThat(window.figures().images()).isEqualTo(5);
    assertThat(window.figures().ones()).as("only the changed feed is left").containsExactly(1, 1);
  }

  @Test
  void halfAWindowOfEachFeedIsHalfwayBetweenThem() {
    for (int second = 0; second < 5; second++) {
      add(second < 2 ? 0b00 : 0b11);
      now += SECOND;
    }

    assertThat(window.figures().ones()[0]).isCloseTo(0.6, within(1e-9));
  }

  @Test
  void aPauseLongerThanTheWindowEmptiesIt() {
    add(0b01);
    now += 1_000 * SECOND + SECOND / 3;
    assertThat(window.figures().images()).isZero();
    assertThat(window.figures().meanEntropy()).isNaN();

    add(0b10);
    now += 2 * SECOND;
    assertThat(window.figures().images()).isEqualTo(1);
    assertThat(window.figures().ones()).containsExactly(1, 0);
  }

  @Test
  void figuresAreOfOneMomentForASecond() {
    add(0b01);
    var first = window.figures();
    add(0b01);
    now += SECOND - 1;
    assertThat(window.figures()).isSameAs(first);

    now += 1;
    assertThat(window.figures().images()).isEqualTo(2);
  }

  private void add(int code) {
    window.add(tally -> tally.add(new int[] {code}, new float[] {1, 0}));
  }
}

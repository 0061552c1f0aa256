// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctCodesTest {
  /** Three standard errors of 1.6 %. */
  private static final double TOLERANCE = 0.05;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64, 1_000, 5_000, 10_000, 20_000, 100_000, 3_000_000})
  void estimatesWithinThreeStandardErrorsWhateverTheNumber(int count) {
    DistinctCodes distinct = new DistinctCodes();
    distinct.add(IntStream.range(0, count).map(i -> 7 * i).toArray());

    assertThat(distinct.estimate()).isCloseTo(count, within(TOLERANCE * count));
  }

  @Test
  void whatWasSeenBeforeCountsForNothing() {
    DistinctCodes distinct = new DistinctCodes();
    for (int i = 0; i < 1_000; i++) {
      distinct.add(new int[] {3, 4, 5});
    }

    assertThat(distinct.estimate()).isCloseTo(3, within(0.1));
  }

  @Test
  void partsThatOverlapAddUpToTheWhole() {
    DistinctCodes first = new DistinctCodes();
    first.add(IntStream.range(0, 6_000).toArray());
    DistinctCodes second = new DistinctCodes();
    second.add(IntStream.range(3_000, 9_000).toArray());
    DistinctCodes whole = new DistinctCodes();
    whole.add(IntStream.range(0, 9_000).toArray());

    first.addAll(second);

    assertThat(first.estimate()).isEqualTo(whole.estimate());
    first.clear();
    assertThat(first.estimate()).isZero();
  }
}

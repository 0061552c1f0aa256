// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitCountsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 254, 255, 256, 1000})
  void equalsCountingOneByOne(int length) {
    int[] codes = new Random(length).ints(length).toArray();
    BitCounts counts = new BitCounts();
    counts.add(codes);

    for (int bit = 0; bit < 32; bit++) {
      long expected = 0;
      for (int code : codes) {
        expected += code >>> bit & 1;
      }
      assertThat(counts.of(bit)).as("bit %d", bit).isEqualTo(expected);
    }
  }

  @Test
  void bitsThatAreAlwaysSetDoNotSpillIntoTheirNeighbours() {
    int[] codes = new int[10_000];
    Arrays.fill(codes, 0b1010);
    BitCounts counts = new BitCounts();
    counts.add(codes);
    BitCounts twice = new BitCounts();
    twice.addAll(counts);
    twice.addAll(counts);

    assertThat(counts.of(0)).isZero();
    assertThat(counts.of(1)).isEqualTo(10_000);
    assertThat(twice.of(3)).isEqualTo(20_000);
    twice.clear();
    assertThat(twice.of(3)).isZero();
  }
}

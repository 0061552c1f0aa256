// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.webdataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 16, 17, 1000, 4097})
  void eachRoundNamesEveryNumberOnce(int size) {
    Permutation permutation = new Permutation(size, 11);
    for (int round = 0; round < 3; round++) {
      BitSet numbers = new BitSet();
      for (int index = 0; index < size; index++) {
        numbers.set((int) permutation.at((long) round * size + index));
      }
      assertThat(numbers.cardinality()).isEqualTo(size);
      assertThat(numbers.length()).isEqualTo(size);
    }
  }

  @Test
  void roundsAndSeedsHaveOrdersOfTheirOwn() {
    long[] first = order(new Permutation(100, 1), 0);

    assertThat(order(new Permutation(100, 1), 100)).isNotEqualTo(first);
    assertThat(order(new Permutation(100, 2), 0)).isNotEqualTo(first);
    assertThat(order(new Permutation(100, 1), 0)).isEqualTo(first);
  }

  @Test
  void nothingHasNoOrder() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Permutation(0, 1));
  }

  private static long[] order(Permutation permutation, long from) {
    return LongStream.range(from, from + 100).map(permutation::at).toArray();
  }
}

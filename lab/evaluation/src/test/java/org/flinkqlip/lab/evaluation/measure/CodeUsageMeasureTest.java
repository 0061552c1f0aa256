// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.flinkqlip.model.runtime.codes.CodeLayout;
import org.junit.jupiter.api.Test;

class CodeUsageMeasureTest {
  private final CodeUsageMeasure measure = new CodeUsageMeasure(new CodeLayout(6, 3));

  @Test
  void everyCodeOnceUsesEverything() {
    measure.add(IntStream.range(0, 64).toArray());

    CodeUsage usage = measure.result();

    assertThat(usage.bitEntropies()).hasSize(6).containsOnly(1.0);
    assertThat(usage.usedBits()).isEqualTo(1);
    assertThat(usage.distinct()).isEqualTo(64);
    assertThat(usage.groupEntropies()).hasSize(2).allSatisfy(e -> assertThat(e).isEqualTo(3));
  }

  @Test
  void oneCodeUsesNothing() {
    measure.add(new int[] {0b101_010, 0b101_010});

    CodeUsage usage = measure.result();

    assertThat(usage.leastBitEntropy()).isZero();
    assertThat(usage.usedBits()).isZero();
    assertThat(usage.groupEntropies()).containsOnly(0.0);
    assertThat(usage.distinct()).isEqualTo(1);
  }

  @Test
  void theMostSignificantBitComesFirst() {
    measure.add(new int[] {0b100_000, 0b000_000});
    measure.add(new int[] {0b100_000, 0b000_000});

    CodeUsage usage = measure.result();

    assertThat(usage.bitEntropies()).containsExactly(1.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    assertThat(usage.groupEntropies()).containsExactly(1.0, 0.0);
    assertThat(usage.usedBits()).isCloseTo(1 / 6.0, within(1e-12));
  }

  @Test
  void anUnevenBitHasLessThanOneBitOfEntropy() {
    measure.add(new int[] {1, 0, 0, 0});

    assertThat(measure.result().bitEntropies().get(5)).isCloseTo(0.811278, within(1e-6));
  }

  @Test
  void fewCodesBoundTheEntropyOfAGroup() {
    measure.add(new int[] {0, 0b001_001, 0b010_010, 0b011_011});

    assertThat(measure.result().groupEntropyBound()).isEqualTo(2);
    assertThat(measure.result().groupEntropies()).containsOnly(2.0);
  }

  @Test
  void oneGroupOfThirtyBitsIsCounted() {
    CodeUsageMeasure wide = new CodeUsageMeasure(new CodeLayout(30, 30));
    wide.add(new int[] {(1 << 30) - 1, 0});

    assertThat(wide.result().groupEntropies()).containsExactly(1.0);
    assertThat(wide.result().bitEntropies()).containsOnly(1.0);
  }

  @Test
  void noCodesHaveNoUsage() {
    assertThatIllegalArgumentException().isThrownBy(measure::result);
  }
}

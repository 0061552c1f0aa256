// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HealthTallyTest {
  private static final double EXACT = 1e-9;

  /** Codes of three bits, worked out by hand. */
  @Test
  void figuresAreThoseThatAHandComputes() {
    HealthTally tally = new HealthTally(3, 2);
    tally.add(new int[] {0b100, 0b101}, new float[] {1, 0});
    tally.add(new int[] {0b100, 0b110}, new float[] {0, 1});
    tally.addLatents(new LatentFacts(2, 0.25f));
    tally.addLatents(new LatentFacts(4, 0.75f));
    tally.addReconstruction(20);
    tally.addReconstruction(Double.POSITIVE_INFINITY);

    HealthFigures figures = tally.figures();

    assertThat(figures.images()).isEqualTo(2);
    assertThat(figures.codes()).isEqualTo(4);
    assertThat(figures.ones()).as("dimension 0 first").containsExactly(1, 0.25, 0.25);
    assertThat(figures.leastOnes()).isEqualTo(0.25);
    assertThat(figures.meanOnes()).isEqualTo(0.5);
    assertThat(figures.greatestOnes()).isEqualTo(1);
    // H(1/4) = 2 - 3/4 log2 3.
    double quarter = 2 - 0.75 * Math.log(3) / Math.log(2);
    assertThat(figures.entropy(0)).isZero();
    assertThat(figures.entropy(1)).isCloseTo(quarter, within(EXACT));
    assertThat(figures.leastEntropy()).isZero();
    assertThat(figures.meanEntropy()).isCloseTo(2 * quarter / 3, within(EXACT));
    assertThat(figures.distinctCodes()).isCloseTo(3, within(0.1));
    assertThat(figures.distinctShare()).isCloseTo(0.75, within(0.03));
    assertThat(figures.meanEmbedding()).containsExactly(0.5, 0.5);
    assertThat(figures.embeddingSpread()).isEqualTo(0.5);
    assertThat(figures.embeddingLength()).isEqualTo(3);
    assertThat(figures.unstableBits()).isEqualTo(0.5);
    assertThat(figures.psnr()).as("no error counts as 100 dB").isEqualTo(60);
  }

  @Test
  void equalImagesHaveNoSpreadAndNoEntropy() {
    HealthTally tally = new HealthTally(3, 2);
    for (int i = 0; i < 50; i++) {
      tally.add(new int[] {0b011}, new float[] {0.6f, 0.8f});
    }

    HealthFigures figures = tally.figures();

    assertThat(figures.embeddingSpread()).isCloseTo(0, within(1e-6));
    assertThat(figures.meanEntropy()).isZero();
    assertThat(figures.distinctShare()).isCloseTo(1.0 / 50, within(0.002));
  }

  @Test
  void whatWasNotMeasuredIsNoNumber() {
    HealthTally tally = new HealthTally(3, 2);
    assertThat(tally.figures().meanEntropy()).isNaN();
    assertThat(tally.figures().distinctCodes()).isNaN();
    assertThat(tally.figures().embeddingSpread()).isNaN();

    tally.add(new int[] {1}, new float[] {1, 0});
    assertThat(tally.figures().meanEntropy()).isZero();
    assertThat(tally.figures().embeddingLength()).isNaN();
    assertThat(tally.figures().unstableBits()).isNaN();
    assertThat(tally.figures().psnr()).isNaN();
  }

  @Test
  void partsAddUpToTheWholeAndAreForgottenTogether() {
    HealthTally whole = new HealthTally(4, 2);
    HealthTally sum = new HealthTally(4, 2);
    for (int part = 0; part < 3; part++) {
      HealthTally tally = new HealthTally(4, 2);
      for (HealthTally each : new HealthTally[] {whole, tally}) {
        each.add(new int[] {part, 15 - part}, new float[] {0.6f, -0.8f});
        each.addLatents(new LatentFacts(part, part / 4f));
        each.addReconstruction(10 * part);
      }
      sum.addAll(tally);
    }

    assertThat(sum.figures()).usingRecursiveComparison().isEqualTo(whole.figures());
    sum.clear();
    HealthTally fresh = new HealthTally(4, 2);
    for (HealthTally each : new HealthTally[] {sum, fresh}) {
      each.add(new int[] {9}, new float[] {0, 1});
      each.addLatents(new LatentFacts(1, 0));
      each.addReconstruction(5);
    }
    assertThat(sum.figures()).usingRecursiveComparison().isEqualTo(fresh.figures());
  }

  @Test
  void anEmbeddingOfAnotherModelIsRefused() {
    HealthTally tally = new HealthTally(3, 2);
    assertThatThrownBy(() -> tally.add(new int[] {1}, new float[3]))
        .hasMessageContaining("3 dimensions, not of 2");
    assertThatThrownBy(() -> new HealthTally(33, 2)).hasMessageContaining("33 bits");
  }
}

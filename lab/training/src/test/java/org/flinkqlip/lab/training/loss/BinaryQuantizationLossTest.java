// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.flinkqlip.lab.training.TorchTest;
import org.flinkqlip.lab.training.loss.BinaryQuantizationLoss.CodeEntropy;
import org.flinkqlip.lab.training.network.Gradients;
import org.flinkqlip.lab.training.network.RandomArrays;
import org.flinkqlip.model.runtime.codes.CodeLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BinaryQuantizationLossTest extends TorchTest {
  private static final CodeLayout LAYOUT = new CodeLayout(6, 3);
  private static final double TEMPERATURE = 2;

  /** The definition itself: a softmax over every code of each group. */
  @ParameterizedTest
  @EnumSource(CodeEntropy.class)
  void entropiesAreThoseOfASoftmaxOverAllCodes(CodeEntropy entropy) {
    NDArray latents = latents(5);
    int group = entropy == CodeEntropy.PER_BIT ? 1 : LAYOUT.groupSize();
    double[] expected = entropies(latents.toFloatArray(), 5, group);

    BinaryQuantizationLoss.Terms terms = loss(entropy, 0.7).of(latents);

    assertThat((double) terms.sampleEntropy().getFloat()).isCloseTo(expected[0], within(1e-5));
    assertThat((double) terms.codebookEntropy().getFloat()).isCloseTo(expected[1], within(1e-5));
    assertThat((double) terms.loss().getFloat())
        .isCloseTo((expected[0] - 0.7 * expected[1]) / TEMPERATURE, within(1e-5));
  }

  @ParameterizedTest
  @EnumSource(CodeEntropy.class)
  void gradientsEqualFiniteDifferences(CodeEntropy entropy) {
    NDArray latents = latents(3);
    BinaryQuantizationLoss loss = loss(entropy, 1);
    assertThat(Gradients.automatic(latents, () -> loss.of(latents).loss()))
        .containsExactly(
            Gradients.numeric(latents, () -> loss.of(latents).loss(), 1e-2f), within(2e-3f));
  }

  @ParameterizedTest
  @EnumSource(CodeEntropy.class)
  void sureAndEvenlyUsedCodesHaveTheLeastLoss(CodeEntropy entropy) {
    // All 64 codes once.
    float[] values = new float[64 * 6];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i / 6 >> i % 6 & 1) == 1 ? 1 : -1;
    }
    BinaryQuantizationLoss hard = new BinaryQuantizationLoss(LAYOUT, entropy, 1, 100);
    BinaryQuantizationLoss.Terms terms = hard.of(manager.create(values, new Shape(64, 6)));
    assertThat((double) terms.sampleEntropy().getFloat()).isCloseTo(0, within(1e-5));
    assertThat((double) terms.codebookEntropy().getFloat())
        .isCloseTo(6 * Math.log(2), within(1e-4));
  }

  @Test
  void bitsThatAlwaysAgreeCountOnceWithinTheirGroup() {
    // Two codes, all bits set or none: each bit looks even, the code has one bit of entropy.
    float[] values = {1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1};
    NDArray latents = manager.create(values, new Shape(2, 6));
    double perBit =
        new BinaryQuantizationLoss(LAYOUT, CodeEntropy.PER_BIT, 1, 100)
            .of(latents)
            .codebookEntropy()
            .getFloat();
    double perGroup =
        new BinaryQuantizationLoss(LAYOUT, CodeEntropy.PER_GROUP, 1, 100)
            .of(latents)
            .codebookEntropy()
            .getFloat();
    assertThat(perBit).isCloseTo(6 * Math.log(2), within(1e-4));
    assertThat(perGroup).isCloseTo(2 * Math.log(2), within(1e-4));
  }

  @Test
  void aTemperatureOfZeroIsRefused() {
    assertThatThrownBy(() -> new BinaryQuantizationLoss(LAYOUT, CodeEntropy.PER_BIT, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("temperature");
  }

  private static BinaryQuantizationLoss loss(CodeEntropy entropy, double gamma) {
    return new BinaryQuantizationLoss(LAYOUT, entropy, gamma, TEMPERATURE);
  }

  private NDArray latents(int tokens) {
    return RandomArrays.uniform(manager, 3, new Shape(1, tokens, LAYOUT.bits()));
  }

  /** Mean entropy of a latent's code and entropy of the mean, summed over groups of that size. */
  private static double[] entropies(float[] latents, int tokens, int groupSize) {
    int bits = LAYOUT.bits();
    double sample = 0;
    double codebook = 0;
    for (int start = 0; start < bits; start += groupSize) {
      double[] mean = new double[1 << groupSize];
      for (int token = 0; token < tokens; token++) {
        double[] shares = new double[mean.length];
        double sum = 0;
        for (int code = 0; code < shares.length; code++) {
          double product = 0;
          for (int bit = 0; bit < groupSize; bit++) {
            int sign = (code >> bit & 1) == 1 ? 1 : -1;
            product += sign * latents[token * bits + start + bit];
          }
          shares[code] = Math.exp(2 * TEMPERATURE * product / Math.sqrt(bits));
          sum += shares[code];
        }
        for (int code = 0; code < shares.length; code++) {
          double share = shares[code] / sum;
          sample -= share * Math.log(share) / tokens;
          mean[code] += share / tokens;
        }
      }
      for (double share : mean) {
        codebook -= share * Math.log(share);
      }
    }
    return new double[] {sample, codebook};
  }
}

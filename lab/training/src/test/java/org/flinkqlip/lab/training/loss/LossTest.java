// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.function.Supplier;
import org.flinkqlip.lab.training.TorchTest;
import org.flinkqlip.lab.training.network.Gradients;
import org.junit.jupiter.api.Test;

/** Losses against values by hand and gradients against finite differences. */
class LossTest extends TorchTest {
  private static final double TOLERANCE = 1e-5;

  @Test
  void reconstructionIsTheMeanOfSquaredDifferences() {
    NDArray original = array(new Shape(1, 1, 2, 2), 0, 0, 0, 0);
    NDArray reconstruction = array(new Shape(1, 1, 2, 2), 1, -1, 2, 0);

    assertThat(ReconstructionLoss.meanSquaredError(reconstruction, original).getFloat())
        .isEqualTo(1.5f);
    assertGradient(
        reconstruction, () -> ReconstructionLoss.meanSquaredError(reconstruction, original));
  }

  @Test
  void commitmentMovesThePatchesButNotTheFeatures() {
    NDArray patches = array(new Shape(1, 1, 2), 1, 3);
    NDArray features = array(new Shape(1, 1, 2), 0, 1);

    assertThat(CommitmentLoss.of(patches, features).getFloat()).isEqualTo(2.5f);
    assertThat(Gradients.automatic(patches, () -> CommitmentLoss.of(patches, features)))
        .containsExactly(1f, 2f);
    NDArray both = array(new Shape(1, 1, 2), 1, 3);
    assertThat(Gradients.automatic(both, () -> CommitmentLoss.of(both, both.mul(0.5f))))
        .as("0.5 z is a constant here, so the gradient is z - 0.5 z alone")
        .containsExactly(0.5f, 1.5f);
  }

  @Test
  void commitmentOfOtherWidthsNamesBoth() {
    NDArray patches = array(new Shape(1, 1, 2), 1, 3);
    NDArray features = array(new Shape(1, 1, 1), 0);
    assertThatThrownBy(() -> CommitmentLoss.of(patches, features))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(1, 1, 2)")
        .hasMessageContaining("hidden_size_post_q");
  }

  @Test
  void contrastOfTwoPairsIsTheCrossEntropyOfBothDirections() {
    NDArray images = array(new Shape(2, 2), 1, 0, 0, 1);
    NDArray texts = array(new Shape(2, 2), 1, 0, 0.6f, 0.8f);
    NDArray scale = manager.create((float) Math.log(2));
    // Logits, images by rows: [2, 1.2], [0, 1.6].
    double rows = (Math.log(1 + Math.exp(1.2 - 2)) + Math.log(1 + Math.exp(0 - 1.6))) / 2;
    double columns = (Math.log(1 + Math.exp(0 - 2)) + Math.log(1 + Math.exp(1.2 - 1.6))) / 2;

    Supplier<NDArray> loss = () -> ContrastiveLoss.of(images, texts, scale);
    assertThat((double) loss.get().getFloat()).isCloseTo((rows + columns) / 2, within(TOLERANCE));
    assertGradient(images, loss);
    assertGradient(texts, loss);
    assertGradient(scale, loss);
  }

  @Test
  void theLogitScaleIsBoundedByAHundred() {
    NDArray images = array(new Shape(2, 2), 1, 0, 0, 1);
    NDArray bounded = ContrastiveLoss.logits(images, images, manager.create(9f));
    assertThat((double) bounded.max().getFloat()).isCloseTo(100, within(1e-3));
    NDArray scale = manager.create(9f);
    assertThat(Gradients.automatic(scale, () -> ContrastiveLoss.of(images, images, scale)))
        .containsExactly(0f);
  }

  @Test
  void theDiscriminatorsHingeIsZeroBeyondTheMargins() {
    NDArray originals = array(new Shape(2), 2, 0.5f);
    NDArray reconstructions = array(new Shape(2), -3, 0.5f);
    // (0 + 0.5) / 2 for originals, (0 + 1.5) / 2 for reconstructions.
    assertThat(AdversarialLoss.discriminator(originals, reconstructions).getFloat())
        .isEqualTo(0.5f);
    assertThat(AdversarialLoss.decoder(reconstructions).getFloat()).isEqualTo(1.25f);
    assertGradient(originals, () -> AdversarialLoss.discriminator(originals, reconstructions));
    assertGradient(
        reconstructions, () -> AdversarialLoss.discriminator(originals, reconstructions));
  }

  private void assertGradient(NDArray variable, Supplier<NDArray> loss) {
    assertThat(Gradients.automatic(variable, loss))
        .containsExactly(Gradients.numeric(variable, loss, 1e-2f), within(2e-3f));
  }

  private NDArray array(Shape shape, float... values) {
    return manager.create(values, shape);
  }
}

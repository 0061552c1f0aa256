// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.flinkqlip.lab.training.TorchTest;
import org.flinkqlip.lab.training.loss.AdversarialLoss;
import org.junit.jupiter.api.Test;

class PatchDiscriminatorTest extends TorchTest {
  private static final int SIZE = 32;

  @Test
  void itLearnsToTellNoiseFromStripes() {
    try (PatchDiscriminator discriminator = new PatchDiscriminator(8, 1, manager)) {
      float before = step(discriminator, 0).getFloat();
      for (int i = 0; i < 30; i++) {
        step(discriminator, 0.02f);
      }
      float after = step(discriminator, 0).getFloat();
      assertThat(after).isLessThan(before / 4).isLessThan(0.2f);
      assertThat(discriminator.forward(stripes()).mean().getFloat())
          .isGreaterThan(discriminator.forward(noise()).mean().getFloat() + 1);
    }
  }

  @Test
  void aScoreDependsOnItsOwnImageAlone() {
    try (PatchDiscriminator discriminator = new PatchDiscriminator(8, 1, manager)) {
      NDArray together = discriminator.forward(stripes().concat(noise(), 0));
      NDArray alone = discriminator.forward(stripes());
      assertThat(together.get("0:4").allClose(alone)).isTrue();
      assertThat(alone.getShape()).isEqualTo(new Shape(4, 1, 3, 3));
    }
  }

  private NDArray step(PatchDiscriminator discriminator, float rate) {
    try (GradientCollector collector = TorchEngine.start(1).newGradientCollector()) {
      NDArray loss =
          AdversarialLoss.discriminator(
              discriminator.forward(stripes()), discriminator.forward(noise()));
      collector.backward(loss);
      for (NDArray weight : discriminator.weights().values()) {
        try (NDArray gradient = weight.getGradient();
            NDArray change = gradient.mul(rate)) {
          weight.setRequiresGradient(false);
          weight.subi(change);
          gradient.subi(gradient);
          weight.setRequiresGradient(true);
        }
      }
      return loss;
    }
  }

  private NDArray stripes() {
    float[] values = new float[4 * 3 * SIZE * SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 8 < 4 ? 1 : -1;
    }
    return manager.create(values, new Shape(4, 3, SIZE, SIZE));
  }

  private NDArray noise() {
    return RandomArrays.uniform(manager, 5, new Shape(4, 3, SIZE, SIZE));
  }
}

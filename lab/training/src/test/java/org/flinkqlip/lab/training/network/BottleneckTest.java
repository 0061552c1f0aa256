// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BottleneckTest {
  private NDManager manager;
  private NetworkWeights weights;
  private Bottleneck bottleneck;

  @BeforeEach
  void open() throws Exception {
    manager = TorchEngine.manager(1);
    weights = NetworkWeights.read(GoldenModel.EVA_P16_64.checkpoint(), manager);
    bottleneck = new Bottleneck(weights, ComputePrecision.FLOAT32);
  }

  @AfterEach
  void close() {
    bottleneck.close();
    weights.close();
    manager.close();
  }

  @Test
  void latentsBecomeTheirSignsAtUnitLengthAndZeroIsNegative() {
    float[] values = new float[28];
    values[0] = 0.5f;
    values[1] = -0.5f;
    float[] quantized =
        bottleneck.quantize(manager.create(values, new Shape(1, 1, 28))).toFloatArray();
    float unit = (float) (1 / Math.sqrt(28));
    assertThat(quantized[0]).isCloseTo(unit, within(1e-6f));
    for (int i = 1; i < 28; i++) {
      assertThat(quantized[i]).isCloseTo(-unit, within(1e-6f));
    }
  }

  @Test
  void gradientsPassTheSignsUnchanged() {
    NDArray latents = manager.randomNormal(new Shape(1, 3, 28));
    NDArray factors = manager.randomNormal(new Shape(1, 3, 28));
    float[] gradient =
        Gradients.automatic(latents, () -> bottleneck.quantize(latents).mul(factors).sum());
    assertThat(gradient).isEqualTo(factors.toFloatArray());
  }

  @Test
  void latentsAreOfUnitLength() {
    NDArray patches =
        manager.randomNormal(new Shape(2, 5, weights.config().vision().transformer().width()));
    NDArray lengths = bottleneck.latents(patches).square().sum(new int[] {-1}).sqrt();
    assertThat(lengths.toFloatArray()).hasSize(10).containsExactly(ones(10), within(1e-5f));
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1f);
    return ones;
  }
}

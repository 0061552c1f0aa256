// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import org.flinkqlip.lab.training.network.ComputePrecision;
import org.flinkqlip.lab.training.network.Gradients;
import org.flinkqlip.lab.training.network.NetworkWeights;
import org.flinkqlip.lab.training.network.RandomArrays;
import org.flinkqlip.lab.training.network.TorchEngine;
import org.flinkqlip.lab.training.network.VisionEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PerceptualLossTest {
  private static final Path CHECKPOINT = Path.of("../../model/golden/eva-p16-64");
  private static final Shape IMAGES = new Shape(2, 3, 64, 64);

  private NDManager manager;
  private NetworkWeights weights;
  private VisionEncoder encoder;

  @BeforeEach
  void open() throws Exception {
    manager = TorchEngine.manager(1);
    weights = NetworkWeights.read(CHECKPOINT, manager);
    weights.train(name -> false);
    encoder = new VisionEncoder(weights, ComputePrecision.FLOAT32);
  }

  @AfterEach
  void close() {
    encoder.close();
    weights.close();
    manager.close();
  }

  @Test
  void itIsZeroForTheOriginalAndGrowsWithTheDamage() {
    NDArray original = RandomArrays.uniform(manager, 1, IMAGES);
    NDArray damage = RandomArrays.uniform(manager, 2, IMAGES);
    PerceptualLoss loss = new PerceptualLoss(encoder, List.of(1, 2));
    assertThat(loss.of(original, original).getFloat()).isZero();
    float little = loss.of(original.add(damage.mul(0.1f)), original).getFloat();
    float much = loss.of(original.add(damage), original).getFloat();
    assertThat(little).isPositive().isLessThan(much);
    assertThat(much).as("unit vectors are at most 2 apart").isLessThan(4f);
  }

  @Test
  void descendingItsGradientBringsTheReconstructionCloser() {
    NDArray original = RandomArrays.uniform(manager, 1, IMAGES);
    NDArray reconstruction = RandomArrays.uniform(manager, 2, IMAGES);
    PerceptualLoss loss = new PerceptualLoss(encoder, List.of(2));
    float before = loss.of(reconstruction, original).getFloat();
    float[] gradient = Gradients.automatic(reconstruction, () -> loss.of(reconstruction, original));
    NDArray slope = manager.create(gradient, IMAGES);
    float steepness = slope.square().sum().getFloat();
    float step = 0.01f * before / steepness;
    float after = loss.of(reconstruction.sub(slope.mul(step)), original).getFloat();
    assertThat((before - after) / before).isCloseTo(0.01f, within(0.002f));
  }

  @Test
  void blocksStartAtOne() {
    assertThatThrownBy(() -> new PerceptualLoss(encoder, List.of(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 1");
  }
}

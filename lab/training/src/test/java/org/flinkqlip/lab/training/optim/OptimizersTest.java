// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.function.Function;
import org.flinkqlip.lab.training.network.TorchEngine;
import org.junit.jupiter.api.Test;

class OptimizersTest {
  private static final Betas BETAS = new Betas(0.9, 0.95, 1e-8);

  @Test
  void adamWTakesTheStepsThatAreComputedByHand() {
    try (NDManager manager = TorchEngine.manager(1)) {
      NDArray weight = trained(manager, 1, -2);
      try (AdamW optimizer =
          new AdamW(List.of(new Parameter("w", weight, 0.1, 0.5)), BETAS, manager)) {
        double[] expected = {1, -2};
        double[] mean = new double[2];
        double[] variance = new double[2];
        for (int step = 1; step <= 3; step++) {
          descend(weight, w -> w.mul(w).mul(1.5f).sum());
          optimizer.step(0.5, 0.25);
          for (int i = 0; i < 2; i++) {
            double gradient = 3 * expected[i] * 0.25;
            mean[i] = 0.9 * mean[i] + 0.1 * gradient;
            variance[i] = 0.95 * variance[i] + 0.05 * gradient * gradient;
            double first = mean[i] / (1 - Math.pow(0.9, step));
            double second = variance[i] / (1 - Math.pow(0.95, step));
            expected[i] =
                expected[i] * (1 - 0.05 * 0.5) - 0.05 * first / (Math.sqrt(second) + 1e-8);
          }
          assertThat(weight.toFloatArray()[0]).isCloseTo((float) expected[0], within(1e-6f));
          assertThat(weight.toFloatArray()[1]).isCloseTo((float) expected[1], within(1e-6f));
        }
        assertThat(optimizer.steps()).isEqualTo(3);
      }
    }
  }

  @Test
  void lambScalesTheStepByTheRatioOfTheNorms() {
    try (NDManager manager = TorchEngine.manager(1)) {
      NDArray weight = trained(manager, 3, 4);
      try (Lamb optimizer =
          new Lamb(List.of(new Parameter("w", weight, 0.1, 0.2)), BETAS, manager)) {
        descend(weight, w -> w.mul(w).sum());
        optimizer.step(1, 1);
        // The first corrected direction is the gradient's sign; the decay adds 0.2 x the weight.
        double x = 1 + 0.2 * 3;
        double y = 1 + 0.2 * 4;
        double trust = 5 / Math.hypot(x, y);
        assertThat(weight.toFloatArray()[0])
            .isCloseTo((float) (3 - 0.1 * trust * x), within(1e-5f));
        assertThat(weight.toFloatArray()[1])
            .isCloseTo((float) (4 - 0.1 * trust * y), within(1e-5f));
      }
    }
  }

  @Test
  void lambLeavesWeightsWithoutDecayToAdam() {
    try (NDManager manager = TorchEngine.manager(1)) {
      NDArray weight = trained(manager, 3, 4);
      try (Lamb optimizer = new Lamb(List.of(new Parameter("w", weight, 0.1, 0)), BETAS, manager)) {
        descend(weight, w -> w.mul(w).sum());
        optimizer.step(1, 1);
        assertThat(weight.toFloatArray()[0]).isCloseTo(2.9f, within(1e-5f));
        assertThat(weight.toFloatArray()[1]).isCloseTo(3.9f, within(1e-5f));
      }
    }
  }

  @Test
  void lambMovesAWeightThatIsZero() {
    try (NDManager manager = TorchEngine.manager(1)) {
      NDArray weight = trained(manager, 0, 0);
      try (Lamb optimizer =
          new Lamb(List.of(new Parameter("w", weight, 0.1, 0.2)), BETAS, manager)) {
        descend(weight, w -> w.sum());
        optimizer.step(1, 1);
        assertThat(weight.toFloatArray()[0]).isCloseTo(-0.1f, within(1e-5f));
      }
    }
  }

  @Test
  void bothFindTheMinimumOfAQuadratic() {
    try (NDManager manager = TorchEngine.manager(1)) {
      for (boolean lamb : new boolean[] {false, true}) {
        NDArray weight = trained(manager, 5, -3);
        List<Parameter> parameters = List.of(new Parameter("w", weight, 0.1, lamb ? 1e-4 : 0));
        try (Optimizer optimizer =
            lamb ? new Lamb(parameters, BETAS, manager) : new AdamW(parameters, BETAS, manager)) {
          for (int step = 0; step < 300; step++) {
            descend(weight, w -> w.sub(1).square().sum());
            optimizer.step(1 - step / 300.0, 1);
          }
          assertThat(weight.toFloatArray()[0]).isCloseTo(1, within(0.02f));
          assertThat(weight.toFloatArray()[1]).isCloseTo(1, within(0.02f));
        }
      }
    }
  }

  @Test
  void aStepSetsTheGradientToZero() {
    try (NDManager manager = TorchEngine.manager(1)) {
      NDArray weight = trained(manager, 1, 2);
      try (AdamW optimizer =
          new AdamW(List.of(new Parameter("w", weight, 0.1, 0)), BETAS, manager)) {
        descend(weight, w -> w.sum());
        optimizer.step(1, 1);
        assertThat(weight.getGradient().toFloatArray()).containsExactly(0, 0);
      }
    }
  }

  @Test
  void aResumedOptimizerTakesTheSameSteps() {
    try (NDManager manager = TorchEngine.manager(1)) {
      NDArray whole = trained(manager, 1, 2);
      NDArray broken = trained(manager, 1, 2);
      try (AdamW first = new AdamW(List.of(new Parameter("w", whole, 0.1, 0.1)), BETAS, manager);
          AdamW second = new AdamW(List.of(new Parameter("w", broken, 0.1, 0.1)), BETAS, manager);
          AdamW third = new AdamW(List.of(new Parameter("w", broken, 0.1, 0.1)), BETAS, manager)) {
        for (int step = 0; step < 4; step++) {
          descend(whole, w -> w.square().sum());
          first.step(1, 1);
          if (step == 2) {
            third.moments().forEach((name, array) -> second.moments().get(name).copyTo(array));
            third.resume(second.steps());
          }
          descend(broken, w -> w.square().sum());
          (step < 2 ? second : third).step(1, 1);
        }
        assertThat(broken.toFloatArray()).containsExactly(whole.toFloatArray());
      }
    }
  }

  @Test
  void theNormIsOfAllGradientsTogetherAndClipsToItsBound() {
    try (NDManager manager = TorchEngine.manager(1)) {
      NDArray one = trained(manager, 1, 2);
      NDArray other = trained(manager, 5, 5);
      List<Parameter> parameters =
          List.of(new Parameter("a", one, 0.1, 0), new Parameter("b", other, 0.1, 0));
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        collector.backward(one.mul(1.5f).sum().add(other.mul(2).sum()));
      }
      float norm = GradientNorm.of(parameters, manager);
      assertThat(norm).isCloseTo((float) Math.sqrt(2 * 2.25 + 2 * 4), within(1e-5f));
      assertThat(GradientNorm.scale(norm, 1)).isCloseTo(1 / norm, within(1e-6));
      assertThat(GradientNorm.scale(norm, 10)).isEqualTo(1);
      assertThat(GradientNorm.scale(norm, 0)).isEqualTo(1);
    }
  }

  private static NDArray trained(NDManager manager, float... values) {
    NDArray weight = manager.create(values);
    weight.setRequiresGradient(true);
    return weight;
  }

  private static void descend(NDArray weight, Function<NDArray, NDArray> loss) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss.apply(weight));
    }
  }
}

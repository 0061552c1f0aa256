// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flinkqlip.lab.training.loss.AdversarialLoss;
import org.flinkqlip.lab.training.network.Constant;
import org.flinkqlip.lab.training.network.PatchDiscriminator;
import org.flinkqlip.lab.training.optim.AdamW;
import org.flinkqlip.lab.training.optim.Betas;
import org.flinkqlip.lab.training.optim.Parameter;

/** The discriminator and its optimizer. Its weights move only by what {@link #learn} leaves. */
final class Critic implements AutoCloseable {
  private final PatchDiscriminator discriminator;
  private final AdamW optimizer;

  /**
   * Creates a discriminator with random weights.
   *
   * @param channels of its first layer
   * @param learningRate at the peak
   */
  Critic(int channels, long seed, double learningRate, double weightDecay, NDManager manager) {
    discriminator = new PatchDiscriminator(channels, seed, manager);
    List<Parameter> parameters = new ArrayList<>();
    discriminator
        .weights()
        .forEach(
            (name, weight) ->
                parameters.add(
                    new Parameter(
                        name,
                        weight,
                        learningRate,
                        weight.getShape().dimension() > 1 ? weightDecay : 0)));
    optimizer = new AdamW(parameters, Betas.defaults(), manager);
    teachable(false);
  }

  /** Scores of images, for the gradient of the images alone. */
  NDArray judge(NDArray images) {
    return discriminator.forward(images);
  }

  /** Adds to the gradients of the discriminator's own weights. */
  void learn(NDArray originals, NDArray reconstructions, double share, LossTotals totals) {
    teachable(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss =
          AdversarialLoss.discriminator(
              discriminator.forward(originals), discriminator.forward(reconstructions));
      collector.backward(Constant.times(loss, share));
      totals.add(LossNames.DISCRIMINATOR, loss, share);
    }
    teachable(false);
  }

  private void teachable(boolean on) {
    discriminator.weights().values().forEach(weight -> weight.setRequiresGradient(on));
  }

  /** Moves the discriminator's weights. */
  void step(double rate) {
    teachable(true);
    optimizer.step(rate, 1);
    teachable(false);
  }

  SortedMap<String, NDArray> arrays() {
    SortedMap<String, NDArray> arrays = new TreeMap<>();
    discriminator.weights().forEach((name, weight) -> arrays.put("discriminator." + name, weight));
    optimizer
        .moments()
        .forEach((name, moment) -> arrays.put("discriminator.optimizer." + name, moment));
    return arrays;
  }

  void resume(long steps) {
    optimizer.resume(steps);
  }

  @Override
  public void close() {
    optimizer.close();
    discriminator.close();
  }
}

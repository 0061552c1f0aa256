// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Stage 1: all parts learn, from images and captions.
 *
 * @param steps updates of the weights
 * @param batch images of an update, all of them contrasted with each other
 * @param microBatch images that are in memory with their gradients at a time; the batch's size
 *     where absent
 * @param optimizer how the weights move
 * @param weights of the losses
 * @param balancing of reconstruction and alignment
 */
public record Stage1Section(
    @JsonProperty(required = true) int steps,
    @JsonProperty(required = true) int batch,
    Integer microBatch,
    OptimizerSection optimizer,
    Stage1Weights weights,
    Balancing balancing) {

  public Stage1Section {
    Checks.positive(steps, "steps");
    if (batch < 2) {
      throw new IllegalArgumentException(
          "batch must be at least 2, for a contrast needs two: " + batch);
    }
    microBatch = Checks.orElse(microBatch, batch);
    Checks.positive(microBatch, "micro-batch");
    if (batch % microBatch != 0) {
      throw new IllegalArgumentException(
          "micro-batch %d does not divide batch %d".formatted(microBatch, batch));
    }
    Checks.present(optimizer, "optimizer");
    Checks.present(weights, "weights");
    balancing = Checks.orElse(balancing, Balancing.STATIC);
    if (optimizer.warmUp() >= steps) {
      throw new IllegalArgumentException(
          "optimizer.warm-up %d leaves none of %d steps".formatted(optimizer.warmUp(), steps));
    }
    if (balancing == Balancing.ADAPTIVE
        && (weights.reconstruction() == 0 || weights.alignment() == 0)) {
      throw new IllegalArgumentException(
          "balancing adaptive needs weights of both reconstruction and alignment");
    }
  }

  public Stage1Section withWeights(Stage1Weights others, Balancing balance) {
    return new Stage1Section(steps, batch, microBatch, optimizer, others, balance);
  }

  /** The same in {@code count} steps, its warm-up in proportion. */
  public Stage1Section shortened(int count) {
    OptimizerSection shorter =
        new OptimizerSection(
            optimizer.kind(),
            optimizer.learningRates(),
            (int) ((long) optimizer.warmUp() * count / steps),
            optimizer.weightDecay(),
            optimizer.clip(),
            optimizer.beta1(),
            optimizer.beta2());
    return new Stage1Section(count, batch, microBatch, shorter, weights, balancing);
  }
}

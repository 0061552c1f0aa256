// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Stage 2: text dropped, the vision encoder frozen; bottleneck and decoder learn sharper pictures.
 *
 * @param steps updates of the weights
 * @param batch images of an update
 * @param microBatch images that are in memory with their gradients at a time; the batch's size
 *     where absent
 * @param optimizer how the weights move; the learning rates of vision and text must be 0
 * @param weights of the losses
 * @param discriminatorLearningRate at the peak, of AdamW
 * @param discriminatorStart step from which the discriminator's verdict counts
 */
public record Stage2Section(
    @JsonProperty(required = true) int steps,
    @JsonProperty(required = true) int batch,
    Integer microBatch,
    OptimizerSection optimizer,
    Stage2Weights weights,
    @JsonProperty(required = true) double discriminatorLearningRate,
    Integer discriminatorStart) {

  public Stage2Section {
    Checks.positive(steps, "steps");
    Checks.positive(batch, "batch");
    microBatch = Checks.orElse(microBatch, batch);
    discriminatorStart = Checks.orElse(discriminatorStart, 0);
    Checks.positive(microBatch, "micro-batch");
    Checks.notNegative(discriminatorStart, "discriminator-start");
    Checks.notNegative(discriminatorLearningRate, "discriminator-learning-rate");
    if (batch % microBatch != 0) {
      throw new IllegalArgumentException(
          "micro-batch %d does not divide batch %d".formatted(microBatch, batch));
    }
    Checks.present(optimizer, "optimizer");
    Checks.present(weights, "weights");
    LearningRates rates = optimizer.learningRates();
    if (rates.vision() != 0 || rates.text() != 0) {
      throw new IllegalArgumentException(
          "optimizer.learning-rates of vision and text must be 0: both are frozen in this stage");
    }
    if (optimizer.warmUp() >= steps) {
      throw new IllegalArgumentException(
          "optimizer.warm-up %d leaves none of %d steps".formatted(optimizer.warmUp(), steps));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How the weights move.
 *
 * @param kind of optimizer
 * @param learningRates at the peak
 * @param warmUp steps of linear rise
 * @param weightDecay per unit of learning rate, of matrices only
 * @param clip bound of the norm of all gradients; 0 for none
 * @param beta1 decay of the average gradient
 * @param beta2 decay of its average square
 */
public record OptimizerSection(
    Kind kind,
    LearningRates learningRates,
    @JsonProperty(required = true) int warmUp,
    @JsonProperty(required = true) double weightDecay,
    @JsonProperty(required = true) double clip,
    Double beta1,
    Double beta2) {
  /** The optimizers. */
  public enum Kind {
    ADAMW,
    /** For batches of many thousands. */
    LAMB
  }

  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.95;

  public OptimizerSection {
    Checks.present(kind, "kind");
    Checks.present(learningRates, "learning-rates");
    beta1 = Checks.orElse(beta1, BETA_1);
    beta2 = Checks.orElse(beta2, BETA_2);
    Checks.notNegative(warmUp, "warm-up");
    Checks.notNegative(weightDecay, "weight-decay");
    Checks.notNegative(clip, "clip");
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
      throw new IllegalArgumentException(
          "beta1 and beta2 must lie in [0, 1): %s, %s".formatted(beta1, beta2));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.optim;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;

/**
 * A weight to be trained.
 *
 * @param name its published name
 * @param weight float32, with a gradient attached; updated in place
 * @param learningRate at the peak of the schedule
 * @param weightDecay per unit of learning rate; 0 for weights that must not shrink
 */
public record Parameter(String name, NDArray weight, double learningRate, double weightDecay) {

  public Parameter {
    requireNonNull(name, "name is null");
    requireNonNull(weight, "weight is null");
    if (!(learningRate >= 0) || !(weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "parameter %s has the learning rate %s and the weight decay %s; neither may be negative"
              .formatted(name, learningRate, weightDecay));
    }
  }

  /**
   * Whether weight decay makes sense for a tensor: for matrices, not for biases, gains of norms,
   * positions, the class embedding and the temperature.
   *
   * @param rank number of axes
   */
  public static boolean decays(String name, int rank) {
    return rank >= 2 && !name.contains("position_embedding") && !name.endsWith("class_embedding");
  }
}

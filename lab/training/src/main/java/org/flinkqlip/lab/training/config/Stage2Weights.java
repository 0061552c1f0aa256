// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Weights of the losses of stage 2.
 *
 * @param reconstruction of the mean squared error
 * @param quantization of the entropies
 * @param perceptual alpha_p, of the distance between features of the frozen encoder
 * @param adversarial alpha_g, of the discriminator's verdict; 0 for no discriminator
 */
public record Stage2Weights(
    @JsonProperty(required = true) double reconstruction,
    @JsonProperty(required = true) double quantization,
    @JsonProperty(required = true) double perceptual,
    @JsonProperty(required = true) double adversarial) {

  public Stage2Weights {
    Checks.notNegative(reconstruction, "reconstruction");
    Checks.notNegative(quantization, "quantization");
    Checks.notNegative(perceptual, "perceptual");
    Checks.notNegative(adversarial, "adversarial");
    if (reconstruction + perceptual == 0) {
      throw new IllegalArgumentException("reconstruction and perceptual are both 0: no target");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Weights of the losses of stage 1. A loss of weight 0 is left out, with the parts of the network
 * that only it trains.
 *
 * @param reconstruction alpha_r, of the mean squared error
 * @param alignment alpha_a, of the contrastive loss
 * @param quantization alpha_q, of the entropies
 * @param commitment alpha_z, of the distance between features before and after quantization
 */
public record Stage1Weights(
    @JsonProperty(required = true) double reconstruction,
    @JsonProperty(required = true) double alignment,
    @JsonProperty(required = true) double quantization,
    @JsonProperty(required = true) double commitment) {

  public Stage1Weights {
    Checks.notNegative(reconstruction, "reconstruction");
    Checks.notNegative(alignment, "alignment");
    Checks.notNegative(quantization, "quantization");
    Checks.notNegative(commitment, "commitment");
    if (reconstruction == 0 && alignment == 0) {
      throw new IllegalArgumentException(
          "reconstruction and alignment are both 0: nothing to learn");
    }
  }

  /** The contrastive loss alone. */
  public Stage1Weights alignmentOnly() {
    return new Stage1Weights(0, alignment > 0 ? alignment : 1, 0, 0);
  }

  /** Without the contrastive loss. */
  public Stage1Weights reconstructionOnly() {
    return new Stage1Weights(reconstruction > 0 ? reconstruction : 1, 0, quantization, commitment);
  }
}

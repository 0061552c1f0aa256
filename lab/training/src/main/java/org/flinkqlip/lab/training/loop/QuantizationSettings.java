// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import com.fasterxml.jackson.databind.JsonNode;
import org.flinkqlip.lab.training.loss.BinaryQuantizationLoss;
import org.flinkqlip.lab.training.loss.BinaryQuantizationLoss.CodeEntropy;

/** The quantizer's loss as {@code vision_config.quantizer_cfg} of a config.json sets it. */
final class QuantizationSettings {
  private static final double GAMMA = 1;
  private static final double INVERSE_TEMPERATURE = 100;

  private QuantizationSettings() {}

  /** The loss; what the file does not set is as in the published code. */
  static BinaryQuantizationLoss loss(ModelFiles model) throws TrainingException {
    JsonNode settings = model.json().path("vision_config").path("quantizer_cfg");
    String entropy = settings.path("persample_entropy_compute").asText("analytical");
    return new BinaryQuantizationLoss(
        model.config().vision().quantizer().layout(),
        switch (entropy) {
          case "analytical" -> CodeEntropy.PER_BIT;
          case "group" -> CodeEntropy.PER_GROUP;
          default ->
              throw new TrainingException(
                  "quantizer_cfg.persample_entropy_compute is %s; analytical and group are known"
                      .formatted(entropy));
        },
        settings.path("gamma_1").asDouble(GAMMA),
        settings.path("inv_temperature").asDouble(INVERSE_TEMPERATURE));
  }
}

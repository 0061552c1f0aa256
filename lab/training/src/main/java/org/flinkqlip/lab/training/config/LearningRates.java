// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.flinkqlip.lab.training.optim.Part;

/**
 * Peak learning rates by part of the network.
 *
 * @param vision encoder
 * @param text tower and temperature
 * @param quantizer both halves of the bottleneck
 * @param decoder to pixels
 */
public record LearningRates(
    @JsonProperty(required = true) double vision,
    @JsonProperty(required = true) double text,
    @JsonProperty(required = true) double quantizer,
    @JsonProperty(required = true) double decoder) {

  public LearningRates {
    Checks.notNegative(vision, "vision");
    Checks.notNegative(text, "text");
    Checks.notNegative(quantizer, "quantizer");
    Checks.notNegative(decoder, "decoder");
  }

  /** The learning rate of {@code part}. */
  public double of(Part part) {
    return switch (part) {
      case VISION -> vision;
      case TEXT -> text;
      case QUANTIZER -> quantizer;
      case DECODER -> decoder;
    };
  }
}

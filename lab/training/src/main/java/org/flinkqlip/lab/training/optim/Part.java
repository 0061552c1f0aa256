// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.optim;

/** What of the network has a learning rate of its own. */
public enum Part {
  /** Patch and class embedding, blocks and projection of the vision encoder. */
  VISION,
  /** Text tower and the temperature of the contrastive loss. */
  TEXT,
  /** From the encoder's patches to latents, and from codes to the decoder's features. */
  QUANTIZER,
  /** Features to pixels. */
  DECODER;

  /**
   * The part that holds a weight.
   *
   * @param name published name of a tensor
   * @throws IllegalArgumentException if no part has such a name
   */
  public static Part of(String name) {
    if (name.startsWith("vision_model.quant_embed")) {
      return QUANTIZER;
    }
    if (name.startsWith("vision_model.") || name.startsWith("visual_projection.")) {
      return VISION;
    }
    if (name.startsWith("vision_decoder.")) {
      return DECODER;
    }
    if (name.startsWith("text_model.")
        || name.startsWith("text_projection.")
        || name.equals("logit_scale")) {
      return TEXT;
    }
    throw new IllegalArgumentException("tensor %s is of no part of the network".formatted(name));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import static java.util.Objects.requireNonNull;

/**
 * The architecture of a QLIP model, in our words.
 *
 * @param vision encoder and quantizer
 * @param decoder latents to pixels
 * @param text text tower
 * @param embeddingSize dimensions of the space shared by images and texts
 * @param visionProjectionBias whether the projection of the class token has a bias
 * @param textProjectionBias whether the projection of the text has a bias
 */
public record QlipConfig(
    VisionConfig vision,
    DecoderConfig decoder,
    TextConfig text,
    int embeddingSize,
    boolean visionProjectionBias,
    boolean textProjectionBias) {

  public QlipConfig {
    requireNonNull(vision, "vision is null");
    requireNonNull(decoder, "decoder is null");
    requireNonNull(text, "text is null");
    if (embeddingSize < 1) {
      throw new IllegalArgumentException("embeddingSize must be positive: " + embeddingSize);
    }
    if (!vision.grid().equals(decoder.grid())) {
      throw new IllegalArgumentException(
          "encoder and decoder disagree on the grid: %s and %s"
              .formatted(vision.grid(), decoder.grid()));
    }
    if (vision.postQuantWidth() != decoder.transformer().width()) {
      throw new IllegalArgumentException(
          "hidden_size_post_q is %d, the decoder's width %d"
              .formatted(vision.postQuantWidth(), decoder.transformer().width()));
    }
  }
}

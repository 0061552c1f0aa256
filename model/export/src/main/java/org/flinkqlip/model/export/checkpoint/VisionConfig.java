// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import static java.util.Objects.requireNonNull;

/**
 * The vision encoder and its quantizer.
 *
 * @param transformer its blocks
 * @param grid its input
 * @param quantizer its bottleneck
 * @param postQuantWidth width of the decoder's input after the bottleneck
 */
public record VisionConfig(
    TransformerConfig transformer, PatchGrid grid, QuantizerConfig quantizer, int postQuantWidth) {

  public VisionConfig {
    requireNonNull(transformer, "transformer is null");
    requireNonNull(grid, "grid is null");
    requireNonNull(quantizer, "quantizer is null");
    if (postQuantWidth < 1) {
      throw new IllegalArgumentException("postQuantWidth must be positive: " + postQuantWidth);
    }
  }
}

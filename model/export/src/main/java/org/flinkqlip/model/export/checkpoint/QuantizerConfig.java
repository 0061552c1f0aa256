// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import static java.util.Objects.requireNonNull;

import org.flinkqlip.model.runtime.codes.CodeLayout;

/**
 * Binary spherical quantization: the code of a latent is the signs of its dimensions.
 *
 * @param layout of the codes: one bit per latent dimension
 * @param unitLength whether quantized latents are scaled to length 1, that is to +-1/sqrt(bits)
 */
public record QuantizerConfig(CodeLayout layout, boolean unitLength) {

  public QuantizerConfig {
    requireNonNull(layout, "layout is null");
  }

  /** Latent dimensions, one bit each. */
  public int bits() {
    return layout.bits();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import static java.util.Objects.requireNonNull;

/**
 * The decoder: latents to pixels.
 *
 * @param transformer its blocks
 * @param grid its output
 */
public record DecoderConfig(TransformerConfig transformer, PatchGrid grid) {

  public DecoderConfig {
    requireNonNull(transformer, "transformer is null");
    requireNonNull(grid, "grid is null");
  }
}

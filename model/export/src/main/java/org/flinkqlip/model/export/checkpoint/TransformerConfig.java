// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import static java.util.Objects.requireNonNull;

/**
 * A stack of pre-norm transformer blocks.
 *
 * @param width hidden size D
 * @param layers number of blocks
 * @param heads attention heads; D / heads is the head size
 * @param intermediate width of the feed-forward layer
 * @param activation of the feed-forward layer, unless it is gated
 * @param layerNormEpsilon added to the variance
 * @param queryBias whether the query projection has a bias
 * @param keyBias whether the key projection has a bias
 * @param valueBias whether the value projection has a bias
 * @param subLayerNorm whether a layer norm precedes each block's output projections (sub-LN)
 * @param swiglu whether the feed-forward layer is gated by SiLU
 * @param rope whether queries and keys are rotated by their 2-D position
 */
public record TransformerConfig(
    int width,
    int layers,
    int heads,
    int intermediate,
    Activation activation,
    float layerNormEpsilon,
    boolean queryBias,
    boolean keyBias,
    boolean valueBias,
    boolean subLayerNorm,
    boolean swiglu,
    boolean rope) {

  /** Far more than any model has: tensors are named for each layer before any is looked for. */
  private static final int MAX_LAYERS = 1_000;

  public TransformerConfig {
    requireNonNull(activation, "activation is null");
    if (width < 1 || layers < 1 || heads < 1 || intermediate < 1) {
      throw new IllegalArgumentException("sizes of a transformer must be positive");
    }
    if (layers > MAX_LAYERS) {
      throw new IllegalArgumentException(
          "a transformer of %d layers, at most %d are read".formatted(layers, MAX_LAYERS));
    }
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "%d heads do not divide the width %d".formatted(heads, width));
    }
    if (!(layerNormEpsilon > 0)) {
      throw new IllegalArgumentException("layer norm epsilon must be positive");
    }
    if (rope && width / heads % 4 != 0) {
      throw new IllegalArgumentException(
          "2-D rotary embedding needs a head size divisible by 4, not " + width / heads);
    }
  }

  /** Size of one head. */
  public int headSize() {
    return width / heads;
  }
}

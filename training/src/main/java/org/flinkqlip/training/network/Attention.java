package org.flinkqlip.training.network;

import ai.djl.ndarray.NDArray;
import org.flinkqlip.model.checkpoint.TensorNames;
import org.flinkqlip.model.checkpoint.TransformerConfig;

/** A block's multi-head self-attention: [B, T, D] to [B, T, D]. */
final class Attention {
  private final Layers layers;
  private final TransformerConfig config;
  private final Rotation rotation;

  /**
   * @param rotation of queries and keys, or null for none
   */
  Attention(Layers layers, TransformerConfig config, Rotation rotation) {
    this.layers = layers;
    this.config = config;
    this.rotation = rotation;
  }

  /**
   * @param block published name of the block
   * @param mask added to the scores [T, T], or null for none
   */
  NDArray forward(NDArray normed, String block, NDArray mask) {
    NDArray query = rotate(heads(normed, block + TensorNames.QUERY, config.queryBias()));
    NDArray key = rotate(heads(normed, block + TensorNames.KEY, config.keyBias()));
    NDArray value = heads(normed, block + TensorNames.VALUE, config.valueBias());
    NDArray scores =
        query
            .mul(1 / Math.sqrt(config.headSize()))
            .transpose(0, 2, 1, 3)
            .matMul(key.transpose(0, 2, 3, 1));
    if (mask != null) {
      scores = scores.add(mask);
    }
    NDArray mixed = scores.softmax(-1).matMul(value.transpose(0, 2, 1, 3));
    NDArray attended = mixed.transpose(0, 2, 1, 3).reshape(normed.getShape());
    if (config.subLayerNorm()) {
      attended =
          layers.norm(attended, block + TensorNames.ATTENTION_NORM, config.layerNormEpsilon());
    }
    return layers.linear(attended, block + TensorNames.ATTENTION_OUT, true);
  }

  private NDArray heads(NDArray normed, String layer, boolean biased) {
    return layers
        .linear(normed, layer, biased)
        .reshape(
            normed.getShape().get(0), normed.getShape().get(1), config.heads(), config.headSize());
  }

  private NDArray rotate(NDArray heads) {
    return rotation == null ? heads : rotation.turn(heads);
  }
}

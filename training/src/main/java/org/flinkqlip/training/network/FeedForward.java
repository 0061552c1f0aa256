package org.flinkqlip.training.network;

import ai.djl.ndarray.NDArray;
import org.flinkqlip.model.checkpoint.Activation;
import org.flinkqlip.model.checkpoint.TensorNames;
import org.flinkqlip.model.checkpoint.TransformerConfig;

/** A block's feed-forward layer, gated (SwiGLU) or plain: [B, T, D] to [B, T, D]. */
final class FeedForward {
  private final Layers layers;
  private final TransformerConfig config;

  FeedForward(Layers layers, TransformerConfig config) {
    this.layers = layers;
    this.config = config;
  }

  /**
   * @param block published name of the block
   */
  NDArray forward(NDArray normed, String block) {
    NDArray expanded = config.swiglu() ? gated(normed, block) : plain(normed, block);
    if (config.subLayerNorm()) {
      expanded =
          layers.norm(expanded, block + TensorNames.FEED_FORWARD_NORM, config.layerNormEpsilon());
    }
    String down = config.swiglu() ? TensorNames.GATED_DOWN : TensorNames.PLAIN_DOWN;
    return layers.linear(expanded, block + down, true);
  }

  private NDArray gated(NDArray normed, String block) {
    NDArray gate = layers.linear(normed, block + TensorNames.GATE, true);
    NDArray up = layers.linear(normed, block + TensorNames.UP, true);
    return Layers.silu(gate).mul(up);
  }

  private NDArray plain(NDArray normed, String block) {
    NDArray up = layers.linear(normed, block + TensorNames.PLAIN_UP, true);
    return config.activation() == Activation.GELU ? Layers.gelu(up) : Layers.quickGelu(up);
  }
}

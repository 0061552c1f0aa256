package org.flinkqlip.training.network;

import static org.flinkqlip.model.checkpoint.TensorNames.inLayer;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.model.checkpoint.TensorNames;
import org.flinkqlip.model.checkpoint.TransformerConfig;

/** Pre-norm blocks: x += attention(norm(x)); x += feedForward(norm(x)). */
final class TransformerStack {
  private final Layers layers;
  private final TransformerConfig config;
  private final String stack;
  private final Attention attention;
  private final FeedForward feedForward;

  /**
   * @param stack published name of the stack
   * @param rotation of queries and keys, or null for none
   */
  TransformerStack(Layers layers, TransformerConfig config, String stack, Rotation rotation) {
    this.layers = layers;
    this.config = config;
    this.stack = stack;
    this.attention = new Attention(layers, config, rotation);
    this.feedForward = new FeedForward(layers, config);
  }

  /**
   * Hidden states [B, T, D] before the first block and after each.
   *
   * @param mask added to the scores of attention [T, T], or null for none
   */
  List<NDArray> forward(NDArray embedded, NDArray mask) {
    List<NDArray> states = new ArrayList<>();
    states.add(embedded);
    NDArray hidden = embedded;
    for (int layer = 0; layer < config.layers(); layer++) {
      String block = inLayer(stack, layer, "");
      float epsilon = config.layerNormEpsilon();
      NDArray normed = layers.norm(hidden, block + TensorNames.NORM_1, epsilon);
      hidden = hidden.add(attention.forward(normed, block, mask));
      normed = layers.norm(hidden, block + TensorNames.NORM_2, epsilon);
      hidden = hidden.add(feedForward.forward(normed, block));
      states.add(hidden);
    }
    return states;
  }
}

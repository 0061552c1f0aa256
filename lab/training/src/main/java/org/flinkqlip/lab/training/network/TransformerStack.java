// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import static org.flinkqlip.model.export.checkpoint.TensorNames.inLayer;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.model.export.checkpoint.TensorNames;
import org.flinkqlip.model.export.checkpoint.TransformerConfig;

/** Pre-norm blocks: x += attention(norm(x)); x += feedForward(norm(x)). */
final class TransformerStack {
  private static final List<String> ATTENTION =
      List.of(
          TensorNames.NORM_1,
          TensorNames.QUERY,
          TensorNames.KEY,
          TensorNames.VALUE,
          TensorNames.ATTENTION_NORM,
          TensorNames.ATTENTION_OUT);
  private static final List<String> GATED =
      List.of(
          TensorNames.NORM_2,
          TensorNames.GATE,
          TensorNames.UP,
          TensorNames.FEED_FORWARD_NORM,
          TensorNames.GATED_DOWN);
  private static final List<String> PLAIN =
      List.of(
          TensorNames.NORM_2,
          TensorNames.PLAIN_UP,
          TensorNames.FEED_FORWARD_NORM,
          TensorNames.PLAIN_DOWN);

  private final Layers layers;
  private final TransformerConfig config;
  private final String stack;
  private final Turns turns;

  /**
   * @param stack published name of the stack
   * @param turns see {@link Turns}
   */
  TransformerStack(Layers layers, TransformerConfig config, String stack, Turns turns) {
    this.layers = layers;
    this.config = config;
    this.stack = stack;
    this.turns = turns;
  }

  /** Hidden states [B, T, D] before the first block and after each. */
  List<NDArray> forward(NDArray embedded) {
    List<NDArray> states = new ArrayList<>();
    states.add(embedded);
    NDArray hidden = embedded;
    for (int layer = 0; layer < config.layers(); layer++) {
      String block = inLayer(stack, layer, "");
      hidden =
          layers.block("attend", List.of(hidden, turns.query(), turns.key()), block, ATTENTION);
      hidden =
          config.swiglu()
              ? layers.block("gated", List.of(hidden), block, GATED)
              : layers.block("plain", List.of(hidden), block, PLAIN);
      states.add(hidden);
    }
    return states;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import static org.flinkqlip.model.export.checkpoint.TensorNames.weight;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.SparseFormat;
import java.util.List;
import org.flinkqlip.model.export.checkpoint.QlipConfig;
import org.flinkqlip.model.export.checkpoint.TensorNames;
import org.flinkqlip.model.export.checkpoint.TransformerConfig;

/** Texts to embeddings. A token sees only those before it, so padding after the end is harmless. */
public final class TextEncoder implements AutoCloseable {
  private final QlipConfig config;
  private final Layers layers;
  private final TransformerStack stack;

  public TextEncoder(NetworkWeights weights, ComputePrecision precision) {
    config = weights.config();
    TransformerConfig transformer = config.text().transformer();
    layers = new Layers(weights, transformer, true, precision);
    Turns turns = Turns.none(layers.manager(), transformer);
    stack = new TransformerStack(layers, transformer, TensorNames.TEXT_LAYERS, turns);
  }

  /**
   * Unit-length embeddings [B, E].
   *
   * @param ids int64 [B, L], L at most the context length: trim it to the longest text of the batch
   * @param endPositions int64 [B], position of each text's end token
   */
  public NDArray forward(NDArray ids, NDArray endPositions) {
    long length = ids.getShape().get(1);
    if (length > config.text().contextLength()) {
      throw new IllegalArgumentException(
          "texts of %d tokens; the model reads at most %d"
              .formatted(length, config.text().contextLength()));
    }
    NDArray positions =
        layers.get(weight(TensorNames.TEXT_POSITIONS)).get(new NDIndex(":" + length));
    positions.attach(ids.getManager());
    NDArray embedded = lookUp(ids).add(positions);
    List<NDArray> states = stack.forward(embedded);
    NDArray ends = pool(states.get(states.size() - 1), endPositions);
    NDArray normed = layers.norm(ends, TensorNames.TEXT_NORM);
    NDArray projected = layers.linear(normed, TensorNames.TEXT_PROJECTION);
    return Layers.unitLength(projected.reshape(-1, config.embeddingSize()));
  }

  private NDArray lookUp(NDArray ids) {
    NDArray tokens = layers.get(weight(TensorNames.TEXT_TOKENS));
    return ids.getNDArrayInternal().embedding(ids, tokens, SparseFormat.DENSE).singletonOrThrow();
  }

  /** The hidden state [B, 1, D] at the end of each text. */
  private NDArray pool(NDArray hidden, NDArray endPositions) {
    long batch = hidden.getShape().get(0);
    long width = hidden.getShape().get(2);
    NDArray index = endPositions.reshape(batch, 1, 1).broadcast(batch, 1, width);
    return hidden.gather(index, 1);
  }

  @Override
  public void close() {
    layers.close();
  }
}

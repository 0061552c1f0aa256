// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import static org.flinkqlip.model.export.checkpoint.TensorNames.bias;
import static org.flinkqlip.model.export.checkpoint.TensorNames.weight;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import org.flinkqlip.model.export.checkpoint.PatchGrid;
import org.flinkqlip.model.export.checkpoint.QlipConfig;
import org.flinkqlip.model.export.checkpoint.TensorNames;
import org.flinkqlip.model.export.checkpoint.TransformerConfig;

/** Images to embeddings and latents. */
public final class VisionEncoder implements AutoCloseable {
  private final QlipConfig config;
  private final Layers layers;
  private final TransformerStack stack;
  private final Bottleneck bottleneck;

  public VisionEncoder(NetworkWeights weights, ComputePrecision precision) {
    config = weights.config();
    TransformerConfig transformer = config.vision().transformer();
    layers = new Layers(weights, transformer, false, precision);
    Turns turns = Turns.ofGrid(layers.manager(), transformer, config.vision().grid().side(), 1);
    stack = new TransformerStack(layers, transformer, TensorNames.VISION_LAYERS, turns);
    bottleneck = new Bottleneck(weights, precision);
  }

  /**
   * The whole encoder.
   *
   * @param pixels normalised, float32 [B, 3, S, S]
   */
  public VisionOutput forward(NDArray pixels) {
    List<NDArray> states = hiddenStates(pixels);
    NDArray last = states.get(states.size() - 1);
    NDArray patches = last.get(new NDIndex(":, 1:"));
    return new VisionOutput(embedding(last), patches, bottleneck.latents(patches), states);
  }

  /**
   * Hidden states before the first block and after each, class token first [B, N + 1, D].
   *
   * @param pixels normalised, float32 [B, 3, S, S]
   */
  public List<NDArray> hiddenStates(NDArray pixels) {
    return stack.forward(embed(pixels));
  }

  private NDArray embed(NDArray pixels) {
    PatchGrid grid = config.vision().grid();
    int width = config.vision().transformer().width();
    long batch = pixels.getShape().get(0);
    NDArray kernel = layers.get(weight(TensorNames.PATCH_EMBEDDING));
    NDArray matrix = kernel.reshape(width, grid.patchValues());
    matrix.attach(pixels.getManager());
    NDArray patches =
        layers.linear(
            Patches.cut(pixels, grid), matrix, layers.get(bias(TensorNames.PATCH_EMBEDDING)));
    NDArray first = layers.get(TensorNames.CLASS_EMBEDDING).expandDims(0);
    first.attach(pixels.getManager());
    return first
        .broadcast(batch, 1, width)
        .getNDArrayInternal()
        .concat(new NDList(patches), 1)
        .add(layers.get(weight(TensorNames.VISION_POSITIONS)));
  }

  private NDArray embedding(NDArray last) {
    NDArray normed = layers.norm(last.get(new NDIndex(":, :1")), TensorNames.VISION_NORM);
    NDArray projected = layers.linear(normed, TensorNames.VISION_PROJECTION);
    return Layers.unitLength(projected.reshape(-1, config.embeddingSize()));
  }

  @Override
  public void close() {
    bottleneck.close();
    layers.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.flinkqlip.model.export.checkpoint.DecoderConfig;
import org.flinkqlip.model.export.checkpoint.TensorNames;
import org.flinkqlip.model.export.checkpoint.TransformerConfig;

/** The bottleneck's features to pixels. */
public final class PixelDecoder implements AutoCloseable {
  private final DecoderConfig config;
  private final Layers layers;
  private final TransformerStack stack;

  public PixelDecoder(NetworkWeights weights, ComputePrecision precision) {
    config = weights.config().decoder();
    TransformerConfig transformer = config.transformer();
    layers = new Layers(weights, transformer, false, precision);
    Turns turns = Turns.ofGrid(layers.manager(), transformer, config.grid().side(), 0);
    stack = new TransformerStack(layers, transformer, TensorNames.DECODER_LAYERS, turns);
  }

  /** Features [B, N, Dp] to images [B, 3, S, S], normalised and not clamped. */
  public NDArray forward(NDArray features) {
    NDArray embedded = features.add(layers.get(TensorNames.DECODER_POSITIONS));
    List<NDArray> states = stack.forward(embedded);
    NDArray normed = layers.norm(states.get(states.size() - 1), TensorNames.DECODER_NORM);
    NDArray patches =
        layers.tanhLayers(normed, TensorNames.DECODER_OUT_1, TensorNames.DECODER_OUT_2);
    return Patches.join(patches, config.grid());
  }

  @Override
  public void close() {
    layers.close();
  }
}

package org.flinkqlip.training.network;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.flinkqlip.model.checkpoint.DecoderConfig;
import org.flinkqlip.model.checkpoint.TensorNames;
import org.flinkqlip.model.checkpoint.TransformerConfig;

/** The bottleneck's features to pixels. */
public final class PixelDecoder implements AutoCloseable {
  private final DecoderConfig config;
  private final Layers layers;
  private final Rotation rotation;
  private final TransformerStack stack;

  public PixelDecoder(NetworkWeights weights, ComputePrecision precision) {
    config = weights.config().decoder();
    layers = new Layers(weights, precision);
    TransformerConfig transformer = config.transformer();
    rotation =
        transformer.rope()
            ? new Rotation(weights.manager(), config.grid().side(), transformer.headSize(), 0)
            : null;
    stack = new TransformerStack(layers, transformer, TensorNames.DECODER_LAYERS, rotation);
  }

  /** Features [B, N, Dp] to images [B, 3, S, S], normalised and not clamped. */
  public NDArray forward(NDArray features) {
    NDArray embedded = features.add(layers.weights(TensorNames.DECODER_POSITIONS));
    List<NDArray> states = stack.forward(embedded, null);
    NDArray normed =
        layers.norm(
            states.get(states.size() - 1),
            TensorNames.DECODER_NORM,
            config.transformer().layerNormEpsilon());
    NDArray hidden = layers.linear(normed, TensorNames.DECODER_OUT_1, true).tanh();
    return Patches.join(layers.linear(hidden, TensorNames.DECODER_OUT_2, true), config.grid());
  }

  @Override
  public void close() {
    if (rotation != null) {
      rotation.close();
    }
  }
}

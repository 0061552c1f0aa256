// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.flinkqlip.model.export.checkpoint.QuantizerConfig;
import org.flinkqlip.model.export.checkpoint.TensorNames;

/**
 * Binary spherical quantization between encoder and decoder (arXiv:2406.07548): latents on the unit
 * sphere, of which the signs are kept.
 */
public final class Bottleneck implements AutoCloseable {
  private final QuantizerConfig quantizer;
  private final Layers layers;

  public Bottleneck(NetworkWeights weights, ComputePrecision precision) {
    this.quantizer = weights.config().vision().quantizer();
    this.layers = new Layers(weights, weights.config().vision().transformer(), false, precision);
  }

  /** Patches [B, N, D] to unit-length latents [B, N, bits]. */
  public NDArray latents(NDArray patches) {
    return Layers.unitLength(
        layers.geluLayers(patches, TensorNames.QUANTIZER_IN_1, TensorNames.QUANTIZER_IN_2));
  }

  /**
   * Each latent to its sign times 1/sqrt(bits) (times 1 if the quantizer is configured without unit
   * length); zero counts as negative. The gradient passes straight through.
   */
  public NDArray quantize(NDArray latents) {
    float scale = quantizer.unitLength() ? (float) (1 / Math.sqrt(quantizer.bits())) : 1f;
    NDArray signs =
        Constant.times(latents.gt(0).toType(DataType.FLOAT32, false), 2 * scale).sub(scale);
    return latents.add(signs.sub(latents).stopGradient());
  }

  /** Quantized latents [B, N, bits] to the decoder's input [B, N, Dp]. */
  public NDArray features(NDArray quantized) {
    return layers.geluLayers(quantized, TensorNames.QUANTIZER_OUT_1, TensorNames.QUANTIZER_OUT_2);
  }

  @Override
  public void close() {
    layers.close();
  }
}

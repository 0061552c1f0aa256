// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

import static org.flinkqlip.model.export.checkpoint.TensorNames.bias;
import static org.flinkqlip.model.export.checkpoint.TensorNames.weight;

import java.io.IOException;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.QuantizerConfig;
import org.flinkqlip.model.export.checkpoint.TensorNames;

/**
 * The first layer after the quantizer as a layer on bits b in {0, 1}: with latents (2b - 1) q, W z
 * + c is (2 q W) b + (c - q sum(W)).
 *
 * @param matrix [bits, width]
 * @param offsets [width], the bias
 */
record FoldedDequantizer(float[] matrix, float[] offsets) {

  static FoldedDequantizer of(Weights weights, QuantizerConfig quantizer, int width)
      throws IOException, CheckpointException {
    int bits = quantizer.bits();
    double q = quantizer.unitLength() ? 1 / Math.sqrt(bits) : 1;
    float[] rows = weights.raw(weight(TensorNames.QUANTIZER_OUT_1));
    float[] biases = weights.raw(bias(TensorNames.QUANTIZER_OUT_1));
    float[] matrix = new float[rows.length];
    float[] offsets = new float[width];
    for (int out = 0; out < width; out++) {
      double sum = 0;
      for (int bit = 0; bit < bits; bit++) {
        double value = rows[out * bits + bit];
        matrix[bit * width + out] = (float) (2 * q * value);
        sum += value;
      }
      offsets[out] = (float) (biases[out] - q * sum);
    }
    return new FoldedDequantizer(matrix, offsets);
  }
}

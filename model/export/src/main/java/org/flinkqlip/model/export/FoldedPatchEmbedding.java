// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

import static org.flinkqlip.model.export.checkpoint.TensorNames.bias;
import static org.flinkqlip.model.export.checkpoint.TensorNames.weight;

import java.io.IOException;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.PatchGrid;
import org.flinkqlip.model.export.checkpoint.PreprocessorConfig;
import org.flinkqlip.model.export.checkpoint.TensorNames;
import org.flinkqlip.model.export.checkpoint.VisionConfig;

/**
 * The patch convolution as a matrix on raw 8-bit values, with rescaling, mean and deviation folded
 * in, in double precision.
 *
 * @param matrix [P x P x 3, C], rows in the order of a patch's rows, columns, channels
 * @param offsets [N + 1, C]: what is left to add; class token first
 */
record FoldedPatchEmbedding(float[] matrix, float[] offsets) {

  static FoldedPatchEmbedding of(
      Weights weights, VisionConfig vision, PreprocessorConfig preprocessor)
      throws IOException, CheckpointException {
    PatchGrid grid = vision.grid();
    int width = vision.transformer().width();
    int area = grid.patchSize() * grid.patchSize();
    float[] kernel = weights.raw(weight(TensorNames.PATCH_EMBEDDING));
    float[] bias = weights.raw(bias(TensorNames.PATCH_EMBEDDING));
    float[] matrix = new float[kernel.length];
    double[] patchOffset = new double[width];
    for (int out = 0; out < width; out++) {
      double offset = bias[out];
      for (int channel = 0; channel < 3; channel++) {
        double deviation = preprocessor.deviation().get(channel);
        double shift = preprocessor.mean().get(channel) / deviation;
        double scale = preprocessor.scale() / deviation;
        for (int pixel = 0; pixel < area; pixel++) {
          double value = kernel[(out * 3 + channel) * area + pixel];
          matrix[(pixel * 3 + channel) * width + out] = (float) (value * scale);
          offset -= value * shift;
        }
      }
      patchOffset[out] = offset;
    }
    return new FoldedPatchEmbedding(matrix, offsets(weights, grid.tokens(), width, patchOffset));
  }

  private static float[] offsets(Weights weights, int tokens, int width, double[] patchOffset)
      throws IOException, CheckpointException {
    float[] positions = weights.raw(weight(TensorNames.VISION_POSITIONS));
    float[] classToken = weights.raw(TensorNames.CLASS_EMBEDDING);
    float[] offsets = new float[(tokens + 1) * width];
    for (int token = 0; token <= tokens; token++) {
      for (int out = 0; out < width; out++) {
        double own = token == 0 ? classToken[out] : patchOffset[out];
        offsets[token * width + out] = (float) (own + positions[token * width + out]);
      }
    }
    return offsets;
  }
}

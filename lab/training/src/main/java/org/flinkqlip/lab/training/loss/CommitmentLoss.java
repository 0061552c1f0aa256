// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loss;

import ai.djl.ndarray.NDArray;

/**
 * Draws the encoder's output to what the bottleneck makes of it, ||sg(Z') - Z||^2 (table 8 of
 * arXiv:2502.05178), as the mean over all values: the bottleneck's layers are deep enough to drift
 * from the encoder otherwise.
 */
public final class CommitmentLoss {
  private CommitmentLoss() {}

  /**
   * Scalar whose gradient reaches the patches alone.
   *
   * @param patches encoder's output Z [B, N, D]
   * @param features decoder's input Z' [B, N, D]
   */
  public static NDArray of(NDArray patches, NDArray features) {
    if (!patches.getShape().equals(features.getShape())) {
      throw new IllegalArgumentException(
          "commitment compares equal shapes, not %s and %s; without hidden_size_post_q = hidden_size set its weight to 0"
              .formatted(patches.getShape(), features.getShape()));
    }
    return patches.sub(features.stopGradient()).square().mean();
  }
}

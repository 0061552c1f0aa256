// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import org.flinkqlip.lab.training.network.Constant;

/**
 * InfoNCE in both directions: each image finds its text among those of the batch, each text its
 * image (arXiv:2103.00020; L_align of equation 3).
 */
public final class ContrastiveLoss {
  /** CLIP's bound: logits are scaled by at most 100. */
  private static final float MAX_LOG_SCALE = (float) Math.log(100);

  private ContrastiveLoss() {}

  /**
   * Scalar: the mean of both cross entropies.
   *
   * @param images unit length [B, E]; row i belongs to text i
   * @param texts unit length [B, E]
   * @param logitScale natural logarithm of the factor on the cosines, scalar; above ln 100 it
   *     counts as that and has no gradient
   */
  public static NDArray of(NDArray images, NDArray texts, NDArray logitScale) {
    NDArray logits = logits(images, texts, logitScale);
    return Constant.times(diagonal(logits.logSoftmax(1)).add(diagonal(logits.logSoftmax(0))), -0.5);
  }

  /** Scaled cosines [images, texts]. */
  public static NDArray logits(NDArray images, NDArray texts, NDArray logitScale) {
    NDArray bounded = logitScale.minimum(Constant.beside(images, MAX_LOG_SCALE));
    bounded.attach(images.getManager());
    return images.matMul(texts.transpose()).mul(bounded.exp());
  }

  private static NDArray diagonal(NDArray square) {
    long size = square.getShape().get(0);
    return square.reshape(size * size).get(new NDIndex("::" + (size + 1))).mean();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loss;

import ai.djl.ndarray.NDArray;
import org.flinkqlip.lab.training.network.Constant;

/** Mean squared error between images (L_mse of equation 3; the mean over all values). */
public final class ReconstructionLoss {
  private ReconstructionLoss() {}

  /** Scalar for a reconstruction and its original, both [B, 3, S, S] in normalised pixel space. */
  public static NDArray meanSquaredError(NDArray reconstruction, NDArray pixels) {
    NDArray difference = reconstruction.sub(pixels).flatten();
    // One pass where square and mean take three, of the largest arrays of a step.
    return Constant.times(difference.dot(difference), 1.0 / difference.size());
  }
}

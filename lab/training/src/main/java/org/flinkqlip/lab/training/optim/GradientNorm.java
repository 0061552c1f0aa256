// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** The norm of all gradients together, and what clips them to a bound. */
public final class GradientNorm {
  private GradientNorm() {}

  /** The Euclidean norm of the gradients that the last backward pass left. */
  public static float of(List<Parameter> parameters, NDManager manager) {
    try (NDManager temporary = manager.newSubManager()) {
      NDList norms = new NDList(parameters.size());
      for (Parameter parameter : parameters) {
        NDArray gradient = parameter.weight().getGradient();
        gradient.attach(temporary);
        norms.add(gradient.norm());
      }
      return NDArrays.stack(norms).norm().getFloat();
    }
  }

  /**
   * The factor that brings gradients of the norm {@code norm} to at most {@code bound}.
   *
   * @param bound 0 for none
   */
  public static double scale(float norm, double bound) {
    return bound == 0 || norm <= bound ? 1 : bound / norm;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import java.util.function.Supplier;

/** Gradients by automatic differentiation and by finite differences. */
public final class Gradients {
  private Gradients() {}

  /** The gradient of a scalar with respect to {@code variable}, which loses it again. */
  public static float[] automatic(NDArray variable, Supplier<NDArray> scalar) {
    variable.setRequiresGradient(true);
    try (GradientCollector collector = TorchEngine.start(1).newGradientCollector()) {
      collector.backward(scalar.get());
      return variable.getGradient().toFloatArray();
    } finally {
      variable.setRequiresGradient(false);
    }
  }

  /** Central differences of a scalar at each value of {@code variable}. */
  public static float[] numeric(NDArray variable, Supplier<NDArray> scalar, float step) {
    float[] values = variable.toFloatArray();
    float[] gradient = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      double above = at(variable, values, i, step, scalar);
      double below = at(variable, values, i, -step, scalar);
      gradient[i] = (float) ((above - below) / (2.0 * step));
    }
    variable.set(values);
    return gradient;
  }

  private static double at(
      NDArray variable, float[] values, int index, float change, Supplier<NDArray> scalar) {
    float[] changed = values.clone();
    changed[index] += change;
    variable.set(changed);
    return scalar.get().getFloat();
  }
}

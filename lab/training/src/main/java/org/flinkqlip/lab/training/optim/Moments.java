// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Running averages of gradients and of their squares, one pair per parameter. The engine's fused
 * update does a parameter in one native call, which is what counts with hundreds of small weights.
 */
final class Moments implements AutoCloseable {
  /** The engine's own clipping of single gradients is off below zero. */
  private static final float NO_CLIP = -1;

  private final List<Parameter> parameters;
  private final Betas betas;
  private final NDManager manager;
  private final List<NDArray> means = new ArrayList<>();
  private final List<NDArray> variances = new ArrayList<>();
  private long steps;

  Moments(List<Parameter> parameters, Betas betas, NDManager parent) {
    this.parameters = List.copyOf(parameters);
    this.betas = betas;
    this.manager = parent.newSubManager();
    for (Parameter parameter : this.parameters) {
      means.add(manager.zeros(parameter.weight().getShape()));
      variances.add(manager.zeros(parameter.weight().getShape()));
    }
  }

  List<Parameter> parameters() {
    return parameters;
  }

  long steps() {
    return steps;
  }

  void begin() {
    steps++;
  }

  void resume(long taken) {
    steps = taken;
  }

  NDManager manager() {
    return manager;
  }

  /**
   * Adds the gradient of a parameter to its averages and moves {@code target} against the corrected
   * average, then sets the gradient to zero.
   *
   * @param target the weight itself, or an array of its shape
   */
  void update(int index, NDArray target, double rate, double decay, double gradientScale) {
    NDArray weight = parameters.get(index).weight();
    try (NDArray gradient = weight.getGradient()) {
      target
          .getNDArrayInternal()
          .adamUpdate(
              new NDList(target, gradient, means.get(index), variances.get(index)),
              new NDList(weight),
              (float) rate,
              (float) (rate * betas.correction(steps)),
              (float) decay,
              (float) gradientScale,
              NO_CLIP,
              (float) betas.first(),
              (float) betas.second(),
              (float) betas.rawEpsilon(steps),
              false,
              true);
    }
  }

  SortedMap<String, NDArray> byName() {
    SortedMap<String, NDArray> byName = new TreeMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      byName.put("mean." + parameters.get(i).name(), means.get(i));
      byName.put("variance." + parameters.get(i).name(), variances.get(i));
    }
    return byName;
  }

  @Override
  public void close() {
    manager.close();
  }
}

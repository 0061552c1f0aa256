// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.optim;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.SortedMap;

/** An optimizer whose state is Adam's: a pair of moments for each parameter. */
abstract class MomentOptimizer implements Optimizer {
  final Moments moments;

  MomentOptimizer(Moments moments) {
    this.moments = moments;
  }

  @Override
  public final void step(double rate, double gradientScale) {
    moments.begin();
    List<Parameter> parameters = moments.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      move(i, parameter, rate * parameter.learningRate(), gradientScale);
    }
  }

  /** Moves one parameter, and sets its gradient to zero. */
  abstract void move(int index, Parameter parameter, double rate, double gradientScale);

  @Override
  public final long steps() {
    return moments.steps();
  }

  @Override
  public final SortedMap<String, NDArray> moments() {
    return moments.byName();
  }

  @Override
  public final void resume(long steps) {
    moments.resume(steps);
  }

  @Override
  public final void close() {
    moments.close();
  }
}

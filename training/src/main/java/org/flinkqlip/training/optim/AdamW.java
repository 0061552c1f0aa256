package org.flinkqlip.training.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.SortedMap;

/** Adam with decoupled weight decay (Loshchilov and Hutter, 2019). */
public final class AdamW implements Optimizer {
  private final Moments moments;

  /**
   * Creates an optimizer that has taken no step.
   *
   * @param manager whose life the moments share at most
   */
  public AdamW(List<Parameter> parameters, Betas betas, NDManager manager) {
    this.moments = new Moments(parameters, betas, manager);
  }

  @Override
  public void step(double rate, double gradientScale) {
    moments.begin();
    List<Parameter> parameters = moments.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      moments.update(
          i,
          parameter.weight(),
          rate * parameter.learningRate(),
          parameter.weightDecay(),
          gradientScale);
    }
  }

  @Override
  public long steps() {
    return moments.steps();
  }

  @Override
  public SortedMap<String, NDArray> moments() {
    return moments.byName();
  }

  @Override
  public void resume(long steps) {
    moments.resume(steps);
  }

  @Override
  public void close() {
    moments.close();
  }
}

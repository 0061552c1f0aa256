package org.flinkqlip.training.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * LAMB (You et al., 2020): Adam's direction plus weight decay, scaled for each weight by the ratio
 * of the weight's norm to the direction's, so that very large batches bear large learning rates.
 *
 * <p>Weights without decay (biases, norms, positions) are not scaled: they are as in AdamW.
 */
public final class Lamb implements Optimizer {
  private final Moments moments;
  private final List<NDArray> directions = new ArrayList<>();

  /**
   * Creates an optimizer that has taken no step.
   *
   * @param manager whose life the moments share at most
   */
  public Lamb(List<Parameter> parameters, Betas betas, NDManager manager) {
    this.moments = new Moments(parameters, betas, manager);
    for (Parameter parameter : parameters) {
      directions.add(moments.manager().zeros(parameter.weight().getShape()));
    }
  }

  @Override
  public void step(double rate, double gradientScale) {
    moments.begin();
    List<Parameter> parameters = moments.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      double learningRate = rate * parameter.learningRate();
      if (parameter.weightDecay() == 0) {
        moments.update(i, parameter.weight(), learningRate, 0, gradientScale);
      } else {
        NDArray direction = directions.get(i);
        direction.muli(0);
        moments.update(i, direction, 1, 0, gradientScale);
        move(parameter, direction, learningRate);
      }
    }
  }

  /**
   * Moves a weight without waiting for the device.
   *
   * @param direction minus Adam's direction
   */
  private void move(Parameter parameter, NDArray direction, double learningRate) {
    NDArray weight = parameter.weight();
    try (NDManager temporary = moments.manager().newSubManager()) {
      NDArray decay = weight.mul(parameter.weightDecay());
      decay.attach(temporary);
      direction.subi(decay);
      NDArray size = weight.norm();
      NDArray length = direction.norm();
      size.attach(temporary);
      length.attach(temporary);
      NDArray ratio = size.div(length);
      NDArray usable = ratio.gt(0).logicalAnd(length.gt(0));
      NDArray trust = ai.djl.ndarray.NDArrays.where(usable, ratio, ratio.onesLike());
      direction.muli(trust.mul(learningRate));
      weight.addi(direction);
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

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/**
 * LAMB (You et al., 2020): Adam's direction plus weight decay, scaled for each weight by the ratio
 * of the weight's norm to the direction's, so that very large batches bear large learning rates.
 *
 * <p>Weights without decay (biases, norms, positions) are not scaled: they are as in AdamW.
 */
public final class Lamb extends MomentOptimizer {
  private final List<NDArray> directions = new ArrayList<>();

  /**
   * Creates an optimizer that has taken no step.
   *
   * @param manager whose life the moments share at most
   */
  public Lamb(List<Parameter> parameters, Betas betas, NDManager manager) {
    super(new Moments(parameters, betas, manager));
    for (Parameter parameter : parameters) {
      directions.add(moments.manager().zeros(parameter.weight().getShape()));
    }
  }

  @Override
  void move(int index, Parameter parameter, double rate, double gradientScale) {
    if (parameter.weightDecay() == 0) {
      moments.update(index, parameter.weight(), rate, 0, gradientScale);
    } else {
      NDArray direction = directions.get(index);
      direction.muli(0);
      moments.update(index, direction, 1, 0, gradientScale);
      apply(parameter, direction, rate);
    }
  }

  /**
   * Moves a weight without waiting for the device.
   *
   * @param direction minus Adam's direction
   */
  private void apply(Parameter parameter, NDArray direction, double learningRate) {
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
      NDArray trust = NDArrays.where(usable, ratio, ratio.onesLike());
      direction.muli(trust.mul(learningRate));
      weight.addi(direction);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.optim;

import ai.djl.ndarray.NDManager;
import java.util.List;

/** Adam with decoupled weight decay (Loshchilov and Hutter, 2019). */
public final class AdamW extends MomentOptimizer {

  /**
   * Creates an optimizer that has taken no step.
   *
   * @param manager whose life the moments share at most
   */
  public AdamW(List<Parameter> parameters, Betas betas, NDManager manager) {
    super(new Moments(parameters, betas, manager));
  }

  @Override
  void move(int index, Parameter parameter, double rate, double gradientScale) {
    moments.update(index, parameter.weight(), rate, parameter.weightDecay(), gradientScale);
  }
}

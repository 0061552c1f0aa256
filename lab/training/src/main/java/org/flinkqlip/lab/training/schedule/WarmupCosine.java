// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.schedule;

/**
 * A linear rise to 1, then half a cosine down to 0.
 *
 * @param warmup steps of the rise
 * @param steps all steps
 */
public record WarmupCosine(long warmup, long steps) {

  public WarmupCosine {
    if (warmup < 0 || steps < 1 || warmup >= steps) {
      throw new IllegalArgumentException(
          "a warm-up of %d steps does not fit into %d steps".formatted(warmup, steps));
    }
  }

  /**
   * The factor on the peak learning rate.
   *
   * @param step from 0
   */
  public double factor(long step) {
    if (step < 0 || step >= steps) {
      throw new IllegalArgumentException("step %d is not one of %d".formatted(step, steps));
    }
    if (step < warmup) {
      return (step + 1.0) / warmup;
    }
    return 0.5 * (1 + Math.cos(Math.PI * (step - warmup) / (steps - warmup)));
  }
}

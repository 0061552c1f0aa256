// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.optim;

/**
 * Decay of the running averages of an Adam-like optimizer.
 *
 * @param first of the gradient
 * @param second of its square
 * @param epsilon added to the root of the second
 */
public record Betas(double first, double second, double epsilon) {

  public Betas {
    if (!(first >= 0 && first < 1) || !(second >= 0 && second < 1) || !(epsilon > 0)) {
      throw new IllegalArgumentException(
          "betas must lie in [0, 1) and epsilon above 0: %s, %s, %s"
              .formatted(first, second, epsilon));
    }
  }

  /** The paper's betas, 0.9 and 0.95. */
  public static Betas defaults() {
    return new Betas(0.9, 0.95, 1e-8);
  }

  /**
   * What turns the quotient of the raw averages after {@code step} steps into that of the
   * bias-corrected ones.
   */
  double correction(long step) {
    return Math.sqrt(1 - Math.pow(second, (double) step)) / (1 - Math.pow(first, (double) step));
  }

  /** Epsilon on the scale of the raw second average after {@code step} steps. */
  double rawEpsilon(long step) {
    return epsilon * Math.sqrt(1 - Math.pow(second, (double) step));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import java.util.Map;
import org.flinkqlip.lab.training.config.Balancing;

/**
 * The weight of the reconstruction relative to the alignment. Static, it is the configured one.
 * Adaptive, it follows the paper's rule, weights in inverse proportion to the losses, with running
 * averages in place of the final losses: the configured one times alignment / reconstruction.
 */
final class LossBalance {
  private static final double DECAY = 0.99;
  private static final String RECONSTRUCTION = "balance.reconstruction";
  private static final String ALIGNMENT = "balance.alignment";

  private final Balancing balancing;
  private final double configured;
  private double reconstruction;
  private double alignment;

  /**
   * Creates a balance.
   *
   * @param configured weight of the reconstruction, or in adaptive balancing the factor on it
   */
  LossBalance(Balancing balancing, double configured) {
    this.balancing = balancing;
    this.configured = configured;
  }

  /** The weight of the reconstruction in the next step. */
  double reconstructionWeight() {
    return balancing == Balancing.STATIC || reconstruction == 0
        ? configured
        : configured * alignment / reconstruction;
  }

  /** Takes note of a step's losses. */
  void observe(double reconstructionLoss, double alignmentLoss) {
    boolean first = reconstruction == 0;
    reconstruction = first ? reconstructionLoss : mix(reconstruction, reconstructionLoss);
    alignment = first ? alignmentLoss : mix(alignment, alignmentLoss);
  }

  private static double mix(double running, double value) {
    return DECAY * running + (1 - DECAY) * value;
  }

  /** What a resumed run needs. */
  Map<String, Double> scalars() {
    return Map.of(RECONSTRUCTION, reconstruction, ALIGNMENT, alignment);
  }

  void restore(Map<String, Double> scalars) {
    reconstruction = scalars.getOrDefault(RECONSTRUCTION, 0.0);
    alignment = scalars.getOrDefault(ALIGNMENT, 0.0);
  }
}

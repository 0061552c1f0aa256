// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import static java.util.Objects.requireNonNull;

import org.flinkqlip.model.runtime.quality.Agreement;

/**
 * What a small change of the picture leaves as it was.
 *
 * @param perturbation the change
 * @param equalCodes share of codes that stay
 * @param equalBits share of bits that stay; half of them would by chance
 * @param meanCosine mean cosine of the embeddings before and after
 */
public record Stability(
    Perturbation perturbation, double equalCodes, double equalBits, double meanCosine) {
  private static final double ROUNDING = 1e-5;

  /** Rejects figures that cannot be. */
  public Stability {
    requireNonNull(perturbation, "perturbation is null");
    Shares.check("equalCodes", equalCodes);
    Shares.check("equalBits", equalBits);
    if (!(Math.abs(meanCosine) <= 1 + ROUNDING)) {
      throw new IllegalArgumentException("a cosine must be -1 to 1: " + meanCosine);
    }
  }

  /** The figures of a tally of images before and after. */
  public static Stability of(Perturbation perturbation, Agreement agreement) {
    return new Stability(
        perturbation, agreement.equalCodes(), agreement.equalBits(), agreement.meanCosine());
  }
}

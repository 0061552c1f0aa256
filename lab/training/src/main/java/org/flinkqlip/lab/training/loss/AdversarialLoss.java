// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loss;

import ai.djl.ndarray.NDArray;
import org.flinkqlip.lab.training.network.Constant;

/**
 * Hinge losses of a discriminator and of the decoder against it (arXiv:1705.02894; VQGAN uses the
 * same). The paper names no form. The hinge stops pushing a discriminator that is already right,
 * which keeps it from overwhelming a small decoder without a gradient penalty; DJL offers no
 * gradient of a gradient that a penalty would need.
 */
public final class AdversarialLoss {
  private AdversarialLoss() {}

  /**
   * Scalar for the discriminator: originals should score above 1, reconstructions below -1.
   *
   * @param originals scores of any shape
   * @param reconstructions scores of images that are detached from the decoder
   */
  public static NDArray discriminator(NDArray originals, NDArray reconstructions) {
    NDArray missedOriginals = atLeastZero(originals.neg().add(1)).mean();
    NDArray missedReconstructions = atLeastZero(reconstructions.add(1)).mean();
    return Constant.times(missedOriginals.add(missedReconstructions), 0.5);
  }

  private static NDArray atLeastZero(NDArray values) {
    return values.maximum(Constant.beside(values, 0));
  }

  /** Scalar for the decoder: its reconstructions should score high. */
  public static NDArray decoder(NDArray reconstructions) {
    return reconstructions.mean().neg();
  }
}

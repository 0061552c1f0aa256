// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

/** Names of the losses in reports and logs. */
public final class LossNames {
  /** Mean squared error. */
  public static final String RECONSTRUCTION = "reconstruction";

  /** Contrastive, in both directions. */
  public static final String ALIGNMENT = "alignment";

  /** Entropies of the codes. */
  public static final String QUANTIZATION = "quantization";

  /** Features before and after quantization. */
  public static final String COMMITMENT = "commitment";

  /** Weight of the reconstruction where it is adaptive. */
  public static final String RECONSTRUCTION_WEIGHT = "reconstructionWeight";

  /** Distance as the frozen encoder sees it. */
  public static final String PERCEPTUAL = "perceptual";

  /** The discriminator's verdict on reconstructions. */
  public static final String ADVERSARIAL = "adversarial";

  /** The discriminator's own loss. */
  public static final String DISCRIMINATOR = "discriminator";

  private LossNames() {}
}

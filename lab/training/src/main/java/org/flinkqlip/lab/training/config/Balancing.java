// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.config;

/** How reconstruction and alignment share the encoder. */
public enum Balancing {
  /** By the weights of the configuration; {@code qlip balance} finds them. */
  STATIC,
  /**
   * The weight of the reconstruction follows the running ratio of the two losses; the configured
   * one is a factor on it.
   */
  ADAPTIVE
}

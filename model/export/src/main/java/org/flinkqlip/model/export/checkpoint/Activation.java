// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

/** Activation of a plain (not gated) feed-forward layer. */
public enum Activation {
  /** x Phi(x), exact (erf). */
  GELU("gelu"),
  /** x sigmoid(1.702 x), as in OpenAI's CLIP. */
  QUICK_GELU("quick_gelu");

  private final String publishedName;

  Activation(String publishedName) {
    this.publishedName = publishedName;
  }

  /** The name in {@code config.json}. */
  public String publishedName() {
    return publishedName;
  }
}

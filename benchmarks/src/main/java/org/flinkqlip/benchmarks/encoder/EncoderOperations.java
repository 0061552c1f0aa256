// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.encoder;

import org.flinkqlip.model.export.checkpoint.QlipConfig;
import org.flinkqlip.model.export.checkpoint.TransformerConfig;

/** Floating-point operations of one image in the encoder's blocks; two for a multiply-add. */
final class EncoderOperations {
  private EncoderOperations() {}

  /** Patches and the class token. */
  static int tokens(QlipConfig config) {
    return config.vision().grid().tokens() + 1;
  }

  /** Matrix products with weights, and those of attention. */
  static double of(QlipConfig config) {
    TransformerConfig blocks = config.vision().transformer();
    double width = blocks.width();
    double tokens = tokens(config);
    double weights = 4 * width * width + (blocks.swiglu() ? 3 : 2) * width * blocks.intermediate();
    double attention = 2 * tokens * width;
    return 2 * tokens * (weights + attention) * blocks.layers();
  }
}

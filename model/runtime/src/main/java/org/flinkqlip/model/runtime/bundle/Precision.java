// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Type of a graph's weights and activations. */
public enum Precision {
  /** IEEE 754 single precision. */
  @JsonProperty("float32")
  FLOAT32,

  /**
   * Half precision in the transformer blocks, single precision in the patch embedding, the
   * quantizer and the projections. Meant for CUDA: on the CPU most operators compute in single
   * precision, with casts around them.
   */
  @JsonProperty("float16")
  FLOAT16,

  /**
   * Weights stored as bfloat16, computed with in single precision: half the bytes on disk and on
   * the wire.
   */
  @JsonProperty("bfloat16-weights")
  BFLOAT16_WEIGHTS,

  /**
   * Linear layers of the transformer blocks as products of 8-bit integers, everything else in
   * single precision. For the CPU only.
   */
  @JsonProperty("int8")
  INT8;

  /** The name in manifests and on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

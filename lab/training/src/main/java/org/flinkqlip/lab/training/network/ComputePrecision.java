// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

/** Number format of the products with weights; all else is float32. */
public enum ComputePrecision {
  /** Exact; the default. */
  FLOAT32,
  /**
   * Weights and inputs of linear layers rounded to bfloat16, sums in float32. Faster where the
   * processor multiplies it (AVX512-BF16, AMX).
   */
  BFLOAT16
}

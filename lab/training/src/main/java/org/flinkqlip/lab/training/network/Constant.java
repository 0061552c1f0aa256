// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import ai.djl.ndarray.NDArray;

/**
 * Numbers in expressions that are differentiated. The arrays' own methods with a number as argument
 * ({@code mul(2)}, {@code maximum(0)}) let go of the number's memory at once, while PyTorch keeps
 * the number for the backward pass: after a garbage collection between the two, the gradient is
 * that of whatever is there by then. So factors, divisors and bounds must be arrays that live on;
 * what is only added may be a number.
 */
public final class Constant {
  private Constant() {}

  /** A float32 scalar that lives as long as the manager of {@code neighbour}. */
  public static NDArray beside(NDArray neighbour, double value) {
    return neighbour.getManager().create((float) value);
  }

  /** The product with a number. */
  public static NDArray times(NDArray array, double factor) {
    return array.mul(beside(array, factor));
  }
}

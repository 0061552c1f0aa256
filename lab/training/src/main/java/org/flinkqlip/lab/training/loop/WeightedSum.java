// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import ai.djl.ndarray.NDArray;
import org.flinkqlip.lab.training.network.Constant;
import org.jspecify.annotations.Nullable;

/** A sum of weighted scalars that holds their gradients. */
final class WeightedSum {
  private @Nullable NDArray sum;

  /** Adds a scalar, unless its weight is 0. */
  void add(NDArray scalar, double weight) {
    if (weight != 0) {
      NDArray term = weight == 1 ? scalar : Constant.times(scalar, weight);
      sum = sum == null ? term : sum.add(term);
    }
  }

  /** The sum. */
  NDArray get() {
    if (sum == null) {
      throw new IllegalStateException("no loss has a weight");
    }
    return sum;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The losses of a step by name, in the order in which they came; micro-batches add up. */
final class LossTotals {
  private final Map<String, Double> values = new LinkedHashMap<>();

  /**
   * Adds a scalar.
   *
   * @param share of the step's samples that it speaks for
   */
  void add(String name, NDArray scalar, double share) {
    add(name, value(scalar) * share);
  }

  /** The value of a scalar, which a factor may have made a double. */
  static double value(NDArray scalar) {
    return scalar.toType(DataType.FLOAT32, false).getFloat();
  }

  void add(String name, double value) {
    values.merge(name, value, Double::sum);
  }

  /** Values by name. */
  Map<String, Double> values() {
    return Collections.unmodifiableMap(values);
  }

  double of(String name) {
    return values.getOrDefault(name, 0.0);
  }

  /** The name of a loss that is no finite number, if there is one. */
  Optional<String> notFinite() {
    return values.entrySet().stream()
        .filter(value -> !Double.isFinite(value.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}

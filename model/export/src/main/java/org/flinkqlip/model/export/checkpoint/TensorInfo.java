// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import java.util.List;

/**
 * One tensor of a safetensors file.
 *
 * @param name published name
 * @param type element type
 * @param shape extents, row-major; empty for a scalar
 * @param offset first byte, from the start of the file
 */
public record TensorInfo(String name, TensorType type, List<Long> shape, long offset) {

  public TensorInfo {
    shape = List.copyOf(shape);
  }

  /** Number of elements. */
  public long elements() {
    long elements = 1;
    for (long extent : shape) {
      elements = Math.multiplyExact(elements, extent);
    }
    return elements;
  }

  /** Size in bytes. */
  public long bytes() {
    return Math.multiplyExact(elements(), (long) type.bytes());
  }
}

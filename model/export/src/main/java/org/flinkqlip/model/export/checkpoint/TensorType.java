// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import java.util.Optional;

/** Element types of the safetensors format. Only the float types hold weights. */
public enum TensorType {
  F64(8, false),
  F32(4, true),
  F16(2, true),
  BF16(2, true),
  I64(8, false),
  I32(4, false),
  I16(2, false),
  I8(1, false),
  U8(1, false),
  BOOL(1, false);

  private final int bytes;
  private final boolean weight;

  TensorType(int bytes, boolean weight) {
    this.bytes = bytes;
    this.weight = weight;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Whether tensors of this type can be read as weights. */
  public boolean isWeight() {
    return weight;
  }

  static Optional<TensorType> of(String name) {
    for (TensorType type : values()) {
      if (type.name().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}

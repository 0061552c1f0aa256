// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.flinkqlip.model.runtime.bundle.HalfFloats;

/** Number formats of features. */
public enum FeatureType {
  /** IEEE 754 binary16: half the bytes, about three digits, up to 65,504. */
  FLOAT16(2),
  /** IEEE 754 binary32. */
  FLOAT32(4);

  private final int bytes;

  FeatureType(int bytes) {
    this.bytes = bytes;
  }

  /** As records name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The numbers, little-endian. */
  ByteBuffer write(float[] values) {
    ByteBuffer data =
        ByteBuffer.allocate(Math.multiplyExact(values.length, bytes))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      if (this == FLOAT16) {
        data.putShort(HalfFloats.toFloat16(value));
      } else {
        data.putFloat(value);
      }
    }
    return data.flip();
  }

  /** Whether every number is finite in this format. */
  boolean holds(float[] values) {
    for (float value : values) {
      float kept = this == FLOAT16 ? HalfFloats.fromFloat16(HalfFloats.toFloat16(value)) : value;
      if (!Float.isFinite(kept)) {
        return false;
      }
    }
    return true;
  }
}

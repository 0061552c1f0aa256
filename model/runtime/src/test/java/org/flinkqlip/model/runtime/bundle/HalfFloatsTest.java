// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfFloatsTest {

  @Test
  void everyHalfSurvivesFloat() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      short half = (short) bits;
      float value = HalfFloats.fromFloat16(half);
      if (!Float.isNaN(value)) {
        assertThat(HalfFloats.toFloat16(value)).isEqualTo(half);
      }
    }
  }

  @Test
  void roundsToTheNearestEvenHalf() {
    assertThat(HalfFloats.fromFloat16(HalfFloats.toFloat16(1f + 0x1p-11f))).isEqualTo(1f);
    assertThat(HalfFloats.fromFloat16(HalfFloats.toFloat16(1f + 0x1.8p-10f)))
        .isEqualTo(1f + 0x1p-9f);
    assertThat(HalfFloats.fromFloat16(HalfFloats.toFloat16(65_519.99f))).isEqualTo(65_504f);
    assertThat(HalfFloats.fromFloat16(HalfFloats.toFloat16(65_520f)))
        .isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(HalfFloats.fromFloat16(HalfFloats.toFloat16(0x1p-25f))).isZero();
    assertThat(HalfFloats.fromFloat16(HalfFloats.toFloat16(0x1.8p-25f))).isEqualTo(0x1p-24f);
    assertThat(HalfFloats.fromFloat16(HalfFloats.toFloat16(Float.NaN))).isNaN();
  }
}

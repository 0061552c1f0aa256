// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class Int8MatrixTest {
  @Test
  void everyValueIsWithinHalfAStepOfItsColumn() {
    int columns = 7;
    float[] matrix = new float[5 * columns];
    Random random = new Random(1);
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) (random.nextGaussian() * Math.pow(10, i % columns - 3));
    }
    Int8Matrix rounded = Int8Matrix.of(matrix, columns);

    for (int i = 0; i < matrix.length; i++) {
      float scale = rounded.scales()[i % columns];
      assertThat(rounded.values()[i] * scale).isCloseTo(matrix[i], within(scale * 0.5001f));
    }
  }

  @Test
  void theLargestOfAColumnTakesTheLastLevel() {
    Int8Matrix rounded = Int8Matrix.of(new float[] {1f, -0.02f, -4f, 0.01f}, 2);

    assertThat(rounded.values()).containsExactly(16, -64, -64, 32);
  }

  @Test
  void aColumnOfZerosStaysZero() {
    Int8Matrix rounded = Int8Matrix.of(new float[] {0f, 1f, -0f, 2f}, 2);

    assertThat(rounded.values()).containsExactly(0, 32, 0, 64);
    assertThat(rounded.scales()[0]).isZero();
  }

  @Test
  void twoProductsFitSixteenBitsWhateverTheInput() {
    assertThat(2 * 255 * Int8Matrix.LEVELS).isLessThanOrEqualTo(Short.MAX_VALUE);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CaptionedImageTest {
  @Test
  void pixelsFillTheSquare() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CaptionedImage("cat", 4, new byte[47], "a cat", 0))
        .withMessageContaining("47 bytes are no RGB picture of 4 x 4 (cat)");
  }

  @Test
  void anUnknownClassIsMinusOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CaptionedImage("cat", 1, new byte[3], "a cat", -2))
        .withMessageContaining("-1 or a class");
  }
}

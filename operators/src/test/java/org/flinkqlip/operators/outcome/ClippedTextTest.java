// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClippedTextTest {

  @Test
  void clippingKeepsSurrogatePairsWhole() {
    assertThat(ClippedText.of("abc", 3)).isEqualTo("abc");
    assertThat(ClippedText.of("abcd", 3)).isEqualTo("ab…");
    assertThat(ClippedText.of("a\uD83D\uDE00bc", 3)).isEqualTo("a…");
    assertThat(ClippedText.ofNullable("abcd", 3)).isEqualTo("ab…");
    assertThat(ClippedText.ofNullable(null, 3)).isNull();
  }
}

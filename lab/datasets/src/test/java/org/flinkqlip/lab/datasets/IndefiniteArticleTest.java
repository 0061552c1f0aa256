// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class IndefiniteArticleTest {
  @Test
  void vowelsTakeAn() {
    assertThat(IndefiniteArticle.before("orange star")).isEqualTo("an orange star");
    assertThat(IndefiniteArticle.before("red star")).isEqualTo("a red star");
  }

  @Test
  void thereIsNoArticleBeforeNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> IndefiniteArticle.before(""));
  }
}

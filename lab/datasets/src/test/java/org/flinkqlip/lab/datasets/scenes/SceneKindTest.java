// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SceneKindTest {
  @Test
  void oneColorOfEachShapeAndOneShapeOfEachColorIsUnseen() {
    assertThat(SceneKind.UNSEEN).hasSize(8);
    assertThat(SceneKind.UNSEEN)
        .extracting(SceneKind::shape)
        .containsExactlyInAnyOrder(SceneShape.values());
    assertThat(SceneKind.UNSEEN)
        .extracting(SceneKind::color)
        .containsExactlyInAnyOrder(SceneColor.values());
  }

  @Test
  void labelsAreIndexesOfAllKinds() {
    assertThat(SceneKind.ALL).hasSize(64);
    for (SceneKind kind : SceneKind.ALL) {
      assertThat(SceneKind.ALL.get(kind.label())).isEqualTo(kind);
    }
  }

  @Test
  void phrasesCountUpToThree() {
    assertThat(new SceneKind(SceneShape.CROSS, SceneColor.ORANGE).phrases())
        .containsExactly("an orange cross", "two orange crosses", "three orange crosses");
  }
}

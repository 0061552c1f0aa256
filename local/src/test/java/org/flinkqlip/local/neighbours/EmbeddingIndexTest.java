// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.flinkqlip.local.neighbours.EmbeddingIndex.Neighbour;
import org.junit.jupiter.api.Test;

class EmbeddingIndexTest {

  private final EmbeddingIndex index = new EmbeddingIndex();

  @Test
  void neighboursComeNearestFirstWithoutTheImageItself() {
    index.put("x", List.of(1f, 0f));
    index.put("opposite", List.of(-1f, 0f));
    index.put("near", List.of(0.8f, 0.6f));
    index.put("far", List.of(0f, 1f));

    assertThat(index.nearest("x", 2))
        .containsExactly(new Neighbour("near", 0.8f), new Neighbour("far", 0f));
    assertThat(index.nearest("x", 9)).hasSize(3);
  }

  @Test
  void aReplacedImageHasItsNewEmbeddingAndAForgottenOneIsGone() {
    index.put("x", List.of(1f, 0f));
    index.put("y", List.of(0f, 1f));
    index.put("z", List.of(0f, 1f));
    index.put("y", List.of(1f, 0f));
    index.remove("z");

    assertThat(index.nearest("x", 9)).containsExactly(new Neighbour("y", 1f));
    assertThat(index.size()).isEqualTo(2);
    assertThat(index.contains("z")).isFalse();
  }

  @Test
  void embeddingsOfAnotherLengthAreRefused() {
    index.put("x", List.of(1f, 0f));

    assertThatThrownBy(() -> index.put("y", List.of(1f)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("y has 1 values, those before have 2");
    assertThatThrownBy(() -> index.nearest("unknown", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RetrievalMeasureTest {
  private final RetrievalMeasure measure = new RetrievalMeasure(10);

  @Test
  void findsThePairsThatPointTheSameWay() {
    for (int i = 0; i < 10; i++) {
      measure.add("caption " + i, unit(10, i), unit(10, i));
    }

    assertThat(measure.result()).isEqualTo(new RetrievalRecall(10, 1, 1, 1, 1));
  }

  @Test
  void theTwoDirectionsAreNotTheSame() {
    // Both texts point at the first image; each image has its own text nearest but one.
    measure.add("first", new float[] {1, 0}, new float[] {1, 0});
    measure.add("second", new float[] {0.8f, 0.6f}, new float[] {0, 1});

    RetrievalRecall recall = measure.result();

    assertThat(recall.textToImageAt1()).isEqualTo(0.5);
    assertThat(recall.imageToTextAt1()).isEqualTo(1);
  }

  @Test
  void ownPairAmongTheFirstFiveCounts() {
    RetrievalMeasure rotated = new RetrievalMeasure(20);
    for (int i = 0; i < 20; i++) {
      rotated.add("caption " + i, angle(i * 0.1), angle(i * 0.1 + 0.21));
    }

    RetrievalRecall recall = rotated.result();

    assertThat(recall.textToImageAt1()).isLessThan(0.2);
    assertThat(recall.textToImageAt5()).isEqualTo(1);
  }

  @Test
  void aModelThatGivesEverythingOneEmbeddingFindsNothing() {
    for (int i = 0; i < 10; i++) {
      measure.add("caption " + i, unit(2, 0), unit(2, 0));
    }

    assertThat(measure.result()).isEqualTo(new RetrievalRecall(10, 0, 0, 0, 0));
  }

  @Test
  void takesEachCaptionOnce() {
    measure.add("a red circle", unit(2, 0), unit(2, 0));

    assertThat(measure.wants("a red circle")).isFalse();
    assertThat(measure.wants(" ")).isFalse();
    assertThat(measure.wants("a blue circle")).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> measure.add("a red circle", unit(2, 1), unit(2, 1)))
        .withMessageContaining("a red circle");
  }

  @Test
  void takesNoMoreThanItsLimit() {
    for (int i = 0; i < 10; i++) {
      measure.add("caption " + i, unit(10, i), unit(10, i));
    }

    assertThat(measure.wants("another")).isFalse();
  }

  private static float[] unit(int size, int axis) {
    float[] vector = new float[size];
    vector[axis] = 1;
    return vector;
  }

  private static float[] angle(double radians) {
    return new float[] {(float) Math.cos(radians), (float) Math.sin(radians)};
  }
}

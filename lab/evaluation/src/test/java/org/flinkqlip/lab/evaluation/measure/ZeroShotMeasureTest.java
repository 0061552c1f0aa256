// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ZeroShotMeasureTest {
  private static final float[] X = {1, 0, 0};
  private static final float[] Y = {0, 1, 0};
  private static final float[] Z = {0, 0, 1};

  private final ZeroShotMeasure measure =
      new ZeroShotMeasure(List.of("cat", "dog", "bird"), new float[][][] {{X}, {Y}, {Z}});

  @Test
  void countsWhatIsToldRight() {
    measure.add(0, X);
    measure.add(0, new float[] {0.8f, 0.6f, 0});
    measure.add(1, X);
    measure.add(2, Z);

    ZeroShotAccuracy accuracy = measure.result(5);

    assertThat(accuracy.images()).isEqualTo(4);
    assertThat(accuracy.correct()).isEqualTo(3);
    assertThat(accuracy.accuracy()).isEqualTo(0.75);
  }

  @Test
  void namesTheWorstClassesAndWhatTheyAreTakenFor() {
    measure.add(0, X);
    measure.add(0, Y);
    measure.add(1, Z);
    measure.add(1, Z);
    measure.add(1, X);
    measure.add(2, Z);

    assertThat(measure.result(5).worst())
        .containsExactly(
            new ClassAccuracy("dog", 3, 0, "bird", 2), new ClassAccuracy("cat", 2, 1, "dog", 1));
    assertThat(measure.result(1).worst()).hasSize(1);
  }

  @Test
  void aModelThatGivesEverythingOneEmbeddingIsRightByChanceAlone() {
    ZeroShotMeasure blind =
        new ZeroShotMeasure(List.of("cat", "dog", "bird"), new float[][][] {{X}, {X}, {X}});
    for (int label = 0; label < 3; label++) {
      blind.add(label, X);
    }

    assertThat(blind.result(0).correct()).isEqualTo(1);
  }

  @Test
  void noImagesHaveNoAccuracy() {
    assertThatIllegalArgumentException().isThrownBy(() -> measure.result(1));
  }

  @Test
  void everyClassNeedsAnEmbedding() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ZeroShotMeasure(List.of("cat"), new float[][][] {{X}, {Y}}))
        .withMessageContaining("1 class names and 2");
  }

  @Test
  void theNearestOfAClassesTextsCounts() {
    ZeroShotMeasure several =
        new ZeroShotMeasure(List.of("cat", "dog"), new float[][][] {{X, Z}, {Y}});

    assertThat(several.nearest(Z)).isZero();
    assertThat(several.nearest(Y)).isEqualTo(1);
  }
}

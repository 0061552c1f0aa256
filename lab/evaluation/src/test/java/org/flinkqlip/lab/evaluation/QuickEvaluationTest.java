// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QuickEvaluationTest {
  private static ModelBundle bundle;

  @BeforeAll
  static void open() throws Exception {
    bundle = DefaultModel.open();
  }

  @Test
  void scoresAreTheSameEachTime() throws Exception {
    ColouredImages images = new ColouredImages(bundle.manifest().imageSize(), 40, true);
    QuickScores scores = QuickEvaluation.measure(bundle, images, 33);

    assertThat(scores.images()).isEqualTo(33);
    assertThat(scores.zeroShot().orElseThrow()).isBetween(0.0, 1.0);
    assertThat(scores.recallAt1().orElseThrow()).isBetween(0.0, 1.0);
    assertThat(scores.psnr()).isBetween(0.0, 60.0);
    assertThat(QuickEvaluation.measure(bundle, images, 33)).isEqualTo(scores);
  }

  @Test
  void imagesWithoutClassesHaveNoZeroShotScore() throws Exception {
    ColouredImages images = new ColouredImages(bundle.manifest().imageSize(), 5, false);
    QuickScores scores = QuickEvaluation.measure(bundle, images, 300);

    assertThat(scores.images()).isEqualTo(5);
    assertThat(scores.zeroShot()).isEmpty();
    assertThat(scores.recallAt1()).isPresent();
  }

  @Test
  void imagesOfAnotherSizeAreRefused() {
    ColouredImages images = new ColouredImages(64, 5, true);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuickEvaluation.measure(bundle, images, 5))
        .withMessageContaining("128 x 128");
  }

  @Test
  void noImagesAreRefused() {
    ColouredImages images = new ColouredImages(128, 0, true);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuickEvaluation.measure(bundle, images, 5))
        .withMessageContaining("no images");
  }
}

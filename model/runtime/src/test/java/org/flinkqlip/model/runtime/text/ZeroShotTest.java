// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ZeroShotTest {

  @Test
  void probabilitiesAreTheSoftmaxOfScaledSimilarities() {
    ZeroShot classifier = new ZeroShot(new float[][] {{1, 0}, {0, 1}}, Math.log(3));

    assertThat(classifier.probabilities(new float[] {1, 0}))
        .containsExactly(new double[] {0.75, 0.25}, within(1e-12));
  }

  @Test
  void largeScalesDoNotOverflow() {
    ZeroShot classifier = new ZeroShot(new float[][] {{1}, {-1}}, 1e6);

    assertThat(classifier.probabilities(new float[] {1})).containsExactly(1.0, 0.0);
  }

  @Test
  void vectorsOfOtherSizesAreRefused() {
    ZeroShot classifier = new ZeroShot(new float[][] {{1, 0}}, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> classifier.probabilities(new float[] {1}));
  }
}

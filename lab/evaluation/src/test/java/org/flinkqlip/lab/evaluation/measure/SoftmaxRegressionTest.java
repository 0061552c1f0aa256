// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SoftmaxRegressionTest {

  @Test
  void theBiasFollowsTheFrequenciesWhereSamplesTellNothing() {
    double[][] samples = {{0}, {0}, {0}, {0}};
    SoftmaxRegression regression =
        SoftmaxRegression.fit(samples, new int[] {1, 1, 1, 0}, 2, 1e-3, 500);

    assertThat(regression.predict(new double[] {0})).isEqualTo(1);
    assertThat(regression.probabilities(new double[] {0})[1]).isBetween(0.7499, 0.7501);
  }

  @Test
  void reachesTheOptimumOfAProblemWithAKnownOne() {
    // Two samples at +1 and -1: by symmetry the logits differ by 2w, where
    // sigmoid(-2w) = penalty * w.
    double penalty = 0.1;
    SoftmaxRegression regression =
        SoftmaxRegression.fit(new double[][] {{1}, {-1}}, new int[] {1, 0}, 2, penalty, 2000);

    double share = regression.probabilities(new double[] {1})[1];
    double w = Math.log(share / (1 - share)) / 2;

    assertThat(1 / (1 + Math.exp(2 * w)) - penalty * w).isBetween(-1e-3, 1e-3);
  }

  @Test
  void correlatedFeaturesOfDifferentScaleAreNoObstacle() {
    double[][] samples = new double[60][];
    int[] labels = new int[60];
    for (int i = 0; i < samples.length; i++) {
      labels[i] = i % 3;
      samples[i] = new double[] {100 + labels[i], labels[i] * labels[i] * 0.5};
    }
    SoftmaxRegression regression = SoftmaxRegression.fit(samples, labels, 3, 1e-6, 50_000);

    for (int i = 0; i < samples.length; i++) {
      assertThat(regression.predict(samples[i])).isEqualTo(labels[i]);
    }
  }
}

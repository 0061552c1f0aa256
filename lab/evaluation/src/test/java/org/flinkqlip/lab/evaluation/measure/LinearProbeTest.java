// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearProbeTest {
  private static final int CLASSES = 4;

  @Test
  void tellsClassesThatALineParts() {
    ProbeAccuracy accuracy = probe(400, 0.1).result(1);

    assertThat(accuracy.classes()).isEqualTo(CLASSES);
    assertThat(accuracy.trainedOn()).isEqualTo(320);
    assertThat(accuracy.tested()).isEqualTo(80);
    assertThat(accuracy.accuracy()).isEqualTo(1);
  }

  @Test
  void doesNotTellWhatIsChance() {
    LinearProbe probe = new LinearProbe(CLASSES);
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      probe.add(random.nextInt(CLASSES), vector(random, 8));
    }

    assertThat(probe.result(1).accuracy()).isBetween(0.15, 0.35);
  }

  @Test
  void theSameSeedGivesTheSameFigures() {
    assertThat(probe(100, 1.5).result(3)).isEqualTo(probe(100, 1.5).result(3));
  }

  @Test
  void aDimensionThatNeverVariesDoesNoHarm() {
    LinearProbe probe = new LinearProbe(2);
    for (int i = 0; i < 20; i++) {
      probe.add(i % 2, new float[] {i % 2, 0.3f});
    }

    assertThat(probe.result(1).accuracy()).isEqualTo(1);
  }

  @Test
  void tooFewImagesCannotBeParted() {
    LinearProbe probe = new LinearProbe(2);
    probe.add(0, new float[] {1});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> probe.result(1))
        .withMessageContaining("at least 5 images, not 1");
  }

  @Test
  void aLabelBeyondTheClassesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinearProbe(2).add(2, new float[] {1}))
        .withMessageContaining("label 2");
  }

  /** Classes around the axes of a space. */
  private static LinearProbe probe(int count, double spread) {
    LinearProbe probe = new LinearProbe(CLASSES);
    Random random = new Random(11);
    for (int i = 0; i < count; i++) {
      float[] vector = vector(random, CLASSES);
      for (int axis = 0; axis < vector.length; axis++) {
        vector[axis] = (float) (vector[axis] * spread + (axis == i % CLASSES ? 1 : 0));
      }
      probe.add(i % CLASSES, vector);
    }
    return probe;
  }

  private static float[] vector(Random random, int size) {
    float[] vector = new float[size];
    for (int i = 0; i < size; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}

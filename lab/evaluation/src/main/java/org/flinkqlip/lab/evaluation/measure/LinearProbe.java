// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Linear probe: how well a linear classifier on frozen embeddings tells the classes of images that
 * it was not fitted to. Not thread-safe.
 */
public final class LinearProbe {
  private static final double TRAINED_SHARE = 0.8;
  private static final double PENALTY = 1e-3;
  private static final int ITERATIONS = 500;

  private final int classes;
  private final List<Sample> samples = new ArrayList<>();

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sample(int label, float[] embedding) {}

  /** A probe without images. */
  public LinearProbe(int classes) {
    this.classes = (int) Shares.checkCount("classes", classes);
  }

  /** Adds an image. */
  public void add(int label, float[] embedding) {
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          "label %d is not one of %d classes".formatted(label, classes));
    }
    samples.add(new Sample(label, embedding));
  }

  /** Number of images. */
  public int size() {
    return samples.size();
  }

  /**
   * Fits to four fifths of the images and tells the classes of the others.
   *
   * @param seed of the split
   * @throws IllegalArgumentException if there are fewer than 5 images
   */
  public ProbeAccuracy result(long seed) {
    List<Sample> shuffled = new ArrayList<>(samples);
    Collections.shuffle(shuffled, new Random(seed));
    int trained = (int) (TRAINED_SHARE * shuffled.size());
    if (trained < 1 || trained == shuffled.size()) {
      throw new IllegalArgumentException("a probe needs at least 5 images, not " + shuffled.size());
    }
    List<Sample> train = shuffled.subList(0, trained);
    Standardization scale = Standardization.of(train.stream().map(Sample::embedding).toList());
    SoftmaxRegression regression =
        SoftmaxRegression.fit(
            train.stream().map(sample -> scale.apply(sample.embedding())).toArray(double[][]::new),
            train.stream().mapToInt(Sample::label).toArray(),
            classes,
            PENALTY,
            ITERATIONS);
    int correct = 0;
    for (Sample sample : shuffled.subList(trained, shuffled.size())) {
      correct += regression.predict(scale.apply(sample.embedding())) == sample.label() ? 1 : 0;
    }
    return new ProbeAccuracy(
        (int) train.stream().mapToInt(Sample::label).distinct().count(),
        trained,
        shuffled.size() - trained,
        correct);
  }
}

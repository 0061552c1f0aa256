// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Zero-shot classification: an image belongs to the class of the text that it is most like. Not
 * thread-safe.
 */
public final class ZeroShotMeasure {
  private final List<String> names;
  private final float[][][] classes;

  /** Images of a class (row) by the class that was found (column). */
  private final int[][] found;

  /**
   * A measure without images.
   *
   * @param names of the classes
   * @param classes [classes][texts][D] embeddings of what each is called, unit length
   */
  public ZeroShotMeasure(List<String> names, float[][][] classes) {
    if (names.isEmpty() || names.size() != classes.length) {
      throw new IllegalArgumentException(
          "%d class names and %d class embeddings".formatted(names.size(), classes.length));
    }
    this.names = List.copyOf(names);
    this.classes = classes.clone();
    this.found = new int[classes.length][classes.length];
  }

  /** The class that an image is most like; of equals the first. */
  public int nearest(float[] image) {
    int best = 0;
    double similarity = Double.NEGATIVE_INFINITY;
    for (int label = 0; label < classes.length; label++) {
      for (float[] text : classes[label]) {
        double candidate = Vectors.dot(text, image);
        if (candidate > similarity) {
          similarity = candidate;
          best = label;
        }
      }
    }
    return best;
  }

  /**
   * Adds an image.
   *
   * @param label its class
   * @param image its embedding, unit length
   */
  public void add(int label, float[] image) {
    found[label][nearest(image)]++;
  }

  /**
   * The figures so far.
   *
   * @param worst how many classes to name, at most
   * @throws IllegalArgumentException if no image was added
   */
  public ZeroShotAccuracy result(int worst) {
    int images = 0;
    int correct = 0;
    List<ClassAccuracy> mistaken = new ArrayList<>();
    for (int label = 0; label < found.length; label++) {
      int ofClass = 0;
      int confused = -1;
      for (int other = 0; other < found.length; other++) {
        ofClass += found[label][other];
        if (other != label && found[label][other] > (confused < 0 ? 0 : found[label][confused])) {
          confused = other;
        }
      }
      images += ofClass;
      correct += found[label][label];
      if (confused >= 0) {
        mistaken.add(
            new ClassAccuracy(
                names.get(label),
                ofClass,
                found[label][label],
                names.get(confused),
                found[label][confused]));
      }
    }
    mistaken.sort(
        Comparator.comparingDouble(ClassAccuracy::accuracy)
            .thenComparing(Comparator.comparingInt(ClassAccuracy::images).reversed()));
    return new ZeroShotAccuracy(
        images, names.size(), correct, mistaken.subList(0, Math.min(worst, mistaken.size())));
  }
}

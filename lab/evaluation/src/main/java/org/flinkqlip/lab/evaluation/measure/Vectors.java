// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import java.util.List;

/** Arithmetic of embeddings. */
public final class Vectors {
  private Vectors() {}

  /** Dot product; the cosine where both have unit length. */
  public static double dot(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "vectors of %d and %d dimensions do not compare".formatted(a.length, b.length));
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /**
   * The mean of vectors, scaled to unit length.
   *
   * @throws IllegalArgumentException if there are none, or they cancel out
   */
  public static float[] unitMean(List<float[]> vectors) {
    if (vectors.isEmpty()) {
      throw new IllegalArgumentException("there is no mean of no vectors");
    }
    double[] sum = new double[vectors.get(0).length];
    for (float[] vector : vectors) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    double squares = 0;
    for (double value : sum) {
      squares += value * value;
    }
    if (!(squares > 0)) {
      throw new IllegalArgumentException("the vectors cancel out: their mean has no direction");
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / Math.sqrt(squares));
    }
    return mean;
  }
}

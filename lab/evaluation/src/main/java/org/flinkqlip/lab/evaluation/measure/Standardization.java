// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import java.util.List;

/** Brings each dimension to mean 0 and deviation 1, as measured on some vectors. */
final class Standardization {
  private final double[] mean;
  private final double[] deviation;

  private Standardization(double[] mean, double[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  static Standardization of(List<float[]> vectors) {
    int size = vectors.get(0).length;
    double[] mean = new double[size];
    double[] deviation = new double[size];
    for (float[] vector : vectors) {
      for (int i = 0; i < size; i++) {
        mean[i] += vector[i] / (double) vectors.size();
      }
    }
    for (float[] vector : vectors) {
      for (int i = 0; i < size; i++) {
        deviation[i] += Math.pow(vector[i] - mean[i], 2) / vectors.size();
      }
    }
    for (int i = 0; i < size; i++) {
      // A dimension that never varies tells nothing, and stays at zero.
      deviation[i] = deviation[i] > 0 ? Math.sqrt(deviation[i]) : 1;
    }
    return new Standardization(mean, deviation);
  }

  double[] apply(float[] vector) {
    double[] scaled = new double[mean.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (vector[i] - mean[i]) / deviation[i];
    }
    return scaled;
  }
}

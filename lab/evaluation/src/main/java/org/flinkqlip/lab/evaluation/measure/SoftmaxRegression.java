// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import java.util.Arrays;

/**
 * Multinomial logistic regression with an L2 penalty on the weights, fitted with Nesterov's
 * accelerated gradient on all samples at once. The problem is convex and the step follows from its
 * curvature, so there is neither a rate to tune nor chance.
 *
 * <p>The Hessian of the loss is at most half of the samples' second moments, in the order of
 * positive semidefinite matrices (Böhning, 1992); the step is one over the largest eigenvalue of
 * that bound. Momentum starts anew when it points uphill (O'Donoghue and Candès, 2015).
 */
final class SoftmaxRegression {
  private static final int POWER_ITERATIONS = 50;
  private static final double MARGIN = 1.05;
  private static final double SMALL_GRADIENT = 1e-4;

  /** [classes][features + 1], the bias last. */
  private final double[][] weights;

  private SoftmaxRegression(double[][] weights) {
    this.weights = weights;
  }

  /**
   * Fits.
   *
   * @param samples [n][features]
   * @param labels of the samples, each below {@code classes}
   * @param penalty half of it times the squared weights is added to the mean loss
   * @param iterations at most
   */
  static SoftmaxRegression fit(
      double[][] samples, int[] labels, int classes, double penalty, int iterations) {
    int features = samples[0].length;
    double step = 1 / (MARGIN * (0.5 * largestEigenvalue(samples) + penalty));
    double[][] weights = new double[classes][features + 1];
    double[][] ahead = new double[classes][features + 1];
    double[][] gradient = new double[classes][features + 1];
    double momentum = 1;
    for (int iteration = 0; iteration < iterations; iteration++) {
      gradient(ahead, samples, labels, penalty, gradient);
      double steepest = 0;
      double uphill = 0;
      double nextMomentum = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
      for (int label = 0; label < classes; label++) {
        for (int i = 0; i <= features; i++) {
          double next = ahead[label][i] - step * gradient[label][i];
          double move = next - weights[label][i];
          steepest = Math.max(steepest, Math.abs(gradient[label][i]));
          uphill += gradient[label][i] * move;
          ahead[label][i] = next + (momentum - 1) / nextMomentum * move;
          weights[label][i] = next;
        }
      }
      if (steepest < SMALL_GRADIENT) {
        break;
      }
      momentum = uphill > 0 ? 1 : nextMomentum;
    }
    return new SoftmaxRegression(weights);
  }

  /** The class of a sample; of equals the first. */
  int predict(double[] sample) {
    double[] shares = probabilities(sample);
    int best = 0;
    for (int label = 1; label < shares.length; label++) {
      best = shares[label] > shares[best] ? label : best;
    }
    return best;
  }

  /** The probability of each class. */
  double[] probabilities(double[] sample) {
    double[] shares = new double[weights.length];
    softmax(weights, sample, shares);
    return shares;
  }

  private static double logit(double[] weights, double[] sample) {
    double sum = weights[sample.length];
    for (int i = 0; i < sample.length; i++) {
      sum += weights[i] * sample[i];
    }
    return sum;
  }

  private static void gradient(
      double[][] weights, double[][] samples, int[] labels, double penalty, double[][] gradient) {
    int features = samples[0].length;
    for (int label = 0; label < weights.length; label++) {
      for (int i = 0; i < features; i++) {
        gradient[label][i] = penalty * weights[label][i];
      }
      gradient[label][features] = 0;
    }
    double[] shares = new double[weights.length];
    for (int n = 0; n < samples.length; n++) {
      softmax(weights, samples[n], shares);
      shares[labels[n]] -= 1;
      for (int label = 0; label < weights.length; label++) {
        double share = shares[label] / samples.length;
        double[] row = gradient[label];
        for (int i = 0; i < features; i++) {
          row[i] += share * samples[n][i];
        }
        row[features] += share;
      }
    }
  }

  private static void softmax(double[][] weights, double[] sample, double[] shares) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int label = 0; label < weights.length; label++) {
      shares[label] = logit(weights[label], sample);
      largest = Math.max(largest, shares[label]);
    }
    double sum = 0;
    for (int label = 0; label < weights.length; label++) {
      shares[label] = Math.exp(shares[label] - largest);
      sum += shares[label];
    }
    for (int label = 0; label < weights.length; label++) {
      shares[label] /= sum;
    }
  }

  /** Of the mean of the samples' outer products, a one for the bias appended. */
  private static double largestEigenvalue(double[][] samples) {
    int size = samples[0].length + 1;
    double[] vector = new double[size];
    Arrays.fill(vector, 1 / Math.sqrt(size));
    double eigenvalue = 0;
    for (int iteration = 0; iteration < POWER_ITERATIONS; iteration++) {
      double[] product = new double[size];
      for (double[] sample : samples) {
        double along = logit(vector, sample) / samples.length;
        for (int i = 0; i < size - 1; i++) {
          product[i] += along * sample[i];
        }
        product[size - 1] += along;
      }
      eigenvalue = Math.sqrt(Arrays.stream(product).map(value -> value * value).sum());
      for (int i = 0; i < size; i++) {
        vector[i] = product[i] / eigenvalue;
      }
    }
    return eigenvalue;
  }
}

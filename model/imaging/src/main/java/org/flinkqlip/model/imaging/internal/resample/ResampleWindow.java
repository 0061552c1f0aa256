// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.resample;

/**
 * For consecutive output samples along one axis: which input samples each is made of, and their
 * weights.
 *
 * <p>The filter is the cubic convolution of Keys (1981) with a = -0.5, stretched by the scale when
 * an image shrinks, so that it also removes aliases. Weights are normalised in double and then
 * rounded, half away from zero, to {@value #PRECISION_BITS} fractional bits.
 */
final class ResampleWindow {
  /** 8-bit samples, and 2 bits of headroom for sums that overshoot. */
  static final int PRECISION_BITS = 32 - 8 - 2;

  private static final double RADIUS = 2.0;

  private static final int ONE = 1 << PRECISION_BITS;

  private final int taps;
  private final int[] starts;
  private final int[] lengths;
  private final int[] weights; // [outputs, taps], zero beyond each length

  /**
   * @param inputSize input samples on the axis
   * @param outputSize output samples that the whole axis would have
   * @param first the first output sample that is needed
   * @param count how many are needed
   */
  ResampleWindow(int inputSize, int outputSize, int first, int count) {
    double scale = (double) inputSize / outputSize;
    double stretch = Math.max(scale, 1.0);
    double support = RADIUS * stretch;
    taps = (int) Math.ceil(support) * 2 + 1;
    starts = new int[count];
    lengths = new int[count];
    weights = new int[Math.multiplyExact(count, taps)];
    double[] exact = new double[taps];
    for (int i = 0; i < count; i++) {
      double center = (first + i + 0.5) * scale;
      int start = Math.max((int) (center - support + 0.5), 0);
      int end = Math.min((int) (center + support + 0.5), inputSize);
      starts[i] = start;
      lengths[i] = end - start;
      fillWeights(exact, start, end - start, center, 1.0 / stretch);
      for (int k = 0; k < end - start; k++) {
        weights[i * taps + k] = toFixed(exact[k]);
      }
    }
  }

  private ResampleWindow(int first, int count) {
    taps = 1;
    starts = new int[count];
    lengths = new int[count];
    weights = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = first + i;
      lengths[i] = 1;
      weights[i] = ONE;
    }
  }

  /** Samples as they are, from {@code first} on: no pass at all, in the arithmetic of a pass. */
  static ResampleWindow identity(int first, int count) {
    return new ResampleWindow(first, count);
  }

  private static void fillWeights(
      double[] exact, int start, int length, double center, double inverseStretch) {
    double sum = 0.0;
    for (int k = 0; k < length; k++) {
      double weight = cubic((k + start - center + 0.5) * inverseStretch);
      exact[k] = weight;
      sum += weight;
    }
    if (sum != 0.0) {
      for (int k = 0; k < length; k++) {
        exact[k] /= sum;
      }
    }
  }

  private static int toFixed(double weight) {
    double scaled = weight * ONE;
    return (int) (weight < 0 ? scaled - 0.5 : scaled + 0.5);
  }

  private static double cubic(double offset) {
    double a = -0.5;
    double x = Math.abs(offset);
    if (x < 1.0) {
      return ((a + 2.0) * x - (a + 3.0)) * x * x + 1;
    }
    if (x < 2.0) {
      return (((x - 5) * x + 8) * x - 4) * a;
    }
    return 0.0;
  }

  /** Outputs in this window. */
  int count() {
    return starts.length;
  }

  /** The first input sample of an output. */
  int start(int output) {
    return starts[output];
  }

  /** One past the last input sample of an output. */
  int end(int output) {
    return starts[output] + lengths[output];
  }

  /** Index of an output's first weight in {@link #weights()}. */
  int offset(int output) {
    return output * taps;
  }

  /** All weights. */
  int[] weights() {
    return weights;
  }

  /** The first input sample that any output needs. */
  int inputStart() {
    return starts[0];
  }

  /** One past the last input sample that any output needs. */
  int inputEnd() {
    return end(starts.length - 1);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.resample;

import java.util.Arrays;

/**
 * Arithmetic on many samples at once: loops that the JVM's compiler turns into vector instructions.
 *
 * <p>It does so on Java 17 only if loops are short, all elements are ints and all arrays are read
 * and written at the loop's own index: with an offset it cannot tell that arrays do not overlap.
 * Hence one array for each line of samples, and methods that look as if written by a macro.
 */
final class Lanes {
  private static final int ROUND = 1 << (ResampleWindow.PRECISION_BITS - 1);

  private Lanes() {}

  /**
   * Adds to each output what the inputs at hand contribute, starting anew, at one half so that
   * {@link #toSamples} rounds, with the first input that the output is made of. Line {@code colors
   * * i + color} of {@code in} is input {@code firstInput + i}; likewise for outputs.
   *
   * @param window of all outputs
   * @param endInput one past the last input at hand
   * @param out sums
   * @param endOutput one past the last output
   * @param colors lines a sample
   * @param lanes how many ints of a line count
   */
  static void accumulate(
      ResampleWindow window,
      int[][] in,
      int firstInput,
      int endInput,
      int[][] out,
      int firstOutput,
      int endOutput,
      int colors,
      int lanes) {
    for (int output = firstOutput; output < endOutput; output++) {
      int start = Math.max(window.start(output), firstInput);
      int taps = Math.min(window.end(output), endInput) - start;
      boolean anew = start == window.start(output);
      int weight = window.offset(output) + start - window.start(output);
      for (int color = 0; color < colors; color++) {
        int[] sums = out[colors * (output - firstOutput) + color];
        int line = colors * (start - firstInput) + color;
        addAll(anew, sums, in, line, colors, window.weights(), weight, taps, lanes);
      }
    }
  }

  private static void addAll(
      boolean anew,
      int[] sums,
      int[][] in,
      int line,
      int step,
      int[] weights,
      int weight,
      int taps,
      int lanes) {
    int at = line;
    int w = weight;
    int left = taps;
    if (anew && left >= 4) {
      set(
          sums,
          in[at],
          in[at + step],
          in[at + 2 * step],
          in[at + 3 * step],
          weights[w],
          weights[w + 1],
          weights[w + 2],
          weights[w + 3],
          lanes);
      left -= 4;
      w += 4;
      at += 4 * step;
    } else if (anew) {
      Arrays.fill(sums, 0, lanes, ROUND);
    }
    for (; left >= 4; left -= 4, w += 4, at += 4 * step) {
      add(
          sums,
          in[at],
          in[at + step],
          in[at + 2 * step],
          in[at + 3 * step],
          weights[w],
          weights[w + 1],
          weights[w + 2],
          weights[w + 3],
          lanes);
    }
    if (left >= 2) {
      add(sums, in[at], in[at + step], weights[w], weights[w + 1], lanes);
      left -= 2;
      w += 2;
      at += 2 * step;
    }
    if (left == 1) {
      add(sums, in[at], weights[w], lanes);
    }
  }

  private static void set(
      int[] sums,
      int[] a,
      int[] b,
      int[] c,
      int[] d,
      int weightA,
      int weightB,
      int weightC,
      int weightD,
      int lanes) {
    for (int i = 0; i < lanes; i++) {
      sums[i] = ROUND + a[i] * weightA + b[i] * weightB + c[i] * weightC + d[i] * weightD;
    }
  }

  private static void add(
      int[] sums,
      int[] a,
      int[] b,
      int[] c,
      int[] d,
      int weightA,
      int weightB,
      int weightC,
      int weightD,
      int lanes) {
    for (int i = 0; i < lanes; i++) {
      sums[i] += a[i] * weightA + b[i] * weightB + c[i] * weightC + d[i] * weightD;
    }
  }

  private static void add(int[] sums, int[] a, int[] b, int weightA, int weightB, int lanes) {
    for (int i = 0; i < lanes; i++) {
      sums[i] += a[i] * weightA + b[i] * weightB;
    }
  }

  private static void add(int[] sums, int[] a, int weightA, int lanes) {
    for (int i = 0; i < lanes; i++) {
      sums[i] += a[i] * weightA;
    }
  }

  /** Sums to samples, 0 to 255. */
  static void toSamples(int[] sums, int lanes) {
    for (int i = 0; i < lanes; i++) {
      int value = sums[i] >> ResampleWindow.PRECISION_BITS;
      // Clamped by masks of signs: minimum and maximum would not become vector instructions.
      sums[i] = (value & ~(value >> 31) | (255 - value) >> 31) & 0xff;
    }
  }

  /** The four bytes of each word, lowest first. */
  static void unpack(int[] words, int[] a, int[] b, int[] c, int[] d, int lanes) {
    for (int i = 0; i < lanes; i++) {
      int word = words[i];
      a[i] = word & 0xff;
      b[i] = word >>> 8 & 0xff;
      c[i] = word >>> 16 & 0xff;
      d[i] = word >>> 24;
    }
  }
}

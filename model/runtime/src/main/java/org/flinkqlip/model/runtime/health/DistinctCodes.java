// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.health;

import java.util.Arrays;

/**
 * About how many different codes there were: HyperLogLog (Flajolet and others 2007) with Ertl's
 * estimator (2017, arXiv:1702.01284), which needs no table of corrections. 4,096 registers, so the
 * standard error is 1.6 %. Not thread-safe.
 */
final class DistinctCodes {
  private static final int INDEX_BITS = 12;
  private static final int REGISTERS = 1 << INDEX_BITS;
  private static final int HASH_BITS = Long.SIZE - INDEX_BITS;
  private static final double ALPHA = 1 / (2 * Math.log(2));

  private final byte[] registers = new byte[REGISTERS];

  void add(int[] codes) {
    for (int code : codes) {
      long hash = hash(code);
      int index = (int) (hash >>> HASH_BITS);
      // The bit at the end bounds the rank where all others are zero.
      int rank = Long.numberOfLeadingZeros(hash << INDEX_BITS | 1L << INDEX_BITS - 1) + 1;
      if (rank > registers[index]) {
        registers[index] = (byte) rank;
      }
    }
  }

  void addAll(DistinctCodes other) {
    for (int i = 0; i < REGISTERS; i++) {
      registers[i] = (byte) Math.max(registers[i], other.registers[i]);
    }
  }

  void clear() {
    Arrays.fill(registers, (byte) 0);
  }

  double estimate() {
    int[] histogram = new int[HASH_BITS + 2];
    for (byte rank : registers) {
      histogram[rank]++;
    }
    double sum = REGISTERS * tau(1 - (double) histogram[HASH_BITS + 1] / REGISTERS);
    for (int rank = HASH_BITS; rank >= 1; rank--) {
      sum = (sum + histogram[rank]) / 2;
    }
    sum += REGISTERS * sigma((double) histogram[0] / REGISTERS);
    return ALPHA * REGISTERS * REGISTERS / sum;
  }

  /** x + sum of x^(2^k) 2^(k-1): what registers that are still empty tell. */
  private static double sigma(double x) {
    if (x == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double power = x;
    double weight = 1;
    double sum = x;
    double before;
    do {
      power *= power;
      before = sum;
      sum += power * weight;
      weight *= 2;
    } while (sum > before);
    return sum;
  }

  /** The same for registers that are full. */
  private static double tau(double x) {
    if (x == 0 || x == 1) {
      return 0;
    }
    double root = x;
    double weight = 1;
    double sum = 1 - x;
    double before;
    do {
      root = Math.sqrt(root);
      before = sum;
      weight /= 2;
      sum -= (1 - root) * (1 - root) * weight;
    } while (sum < before);
    return sum / 3;
  }

  /** SplitMix64's finisher: every bit of the code changes about half of the hash. */
  private static long hash(int code) {
    long mixed = code + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }
}

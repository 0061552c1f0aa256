// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.webdataset;

import org.flinkqlip.model.scratch.random.SplitMix64;

/**
 * A random order of numbers without storing it, another one in each round: a Feistel network over
 * the least even number of bits that holds them all, applied until the result is one of them.
 *
 * @param size how many numbers
 */
record Permutation(long size, long seed) {
  private static final int STEPS = 4;

  Permutation {
    if (size < 1) {
      throw new IllegalArgumentException("nothing to order: " + size);
    }
  }

  /** The number at an index; each {@code size} indexes in turn name every number once. */
  long at(long index) {
    long round = index / size;
    int halfBits = (Long.SIZE - Long.numberOfLeadingZeros(size - 1) + 1) / 2;
    long number = index % size;
    do {
      number = mixed(number, round, halfBits);
    } while (number >= size);
    return number;
  }

  private long mixed(long number, long round, int halfBits) {
    long mask = (1L << halfBits) - 1;
    long left = number >>> halfBits;
    long right = number & mask;
    for (int step = 0; step < STEPS; step++) {
      long next = left ^ (SplitMix64.seed(seed, round * STEPS + step, right) & mask);
      left = right;
      right = next;
    }
    return left << halfBits | right;
  }
}

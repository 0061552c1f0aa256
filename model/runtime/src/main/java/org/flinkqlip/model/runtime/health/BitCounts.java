// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.health;

import java.util.Arrays;

/**
 * How many codes have each bit set. Eight counters of eight bits share a long, so that a code costs
 * four additions, whatever its bits. Not thread-safe.
 */
final class BitCounts {
  /** Additions before a counter of eight bits may overflow. */
  private static final int ROOM = 255;

  /** Bit i of a byte, as the lowest bit of byte i of a long. */
  private static final long[] SPREAD = new long[256];

  static {
    for (int value = 0; value < SPREAD.length; value++) {
      for (int bit = 0; bit < 8; bit++) {
        SPREAD[value] |= (long) (value >>> bit & 1) << 8 * bit;
      }
    }
  }

  private final long[] counts = new long[Integer.SIZE];

  void add(int[] codes) {
    for (int start = 0; start < codes.length; start += ROOM) {
      addFew(codes, start, Math.min(codes.length, start + ROOM));
    }
  }

  private void addFew(int[] codes, int start, int end) {
    long first = 0;
    long second = 0;
    long third = 0;
    long fourth = 0;
    for (int i = start; i < end; i++) {
      int code = codes[i];
      first += SPREAD[code & 0xff];
      second += SPREAD[code >>> 8 & 0xff];
      third += SPREAD[code >>> 16 & 0xff];
      fourth += SPREAD[code >>> 24];
    }
    flush(first, 0);
    flush(second, 8);
    flush(third, 16);
    flush(fourth, 24);
  }

  private void flush(long counters, int firstBit) {
    for (int bit = 0; bit < 8; bit++) {
      counts[firstBit + bit] += counters >>> 8 * bit & 0xff;
    }
  }

  void addAll(BitCounts other) {
    for (int bit = 0; bit < counts.length; bit++) {
      counts[bit] += other.counts[bit];
    }
  }

  void clear() {
    Arrays.fill(counts, 0);
  }

  /** Codes with the bit of value 2^{@code bit} set. */
  long of(int bit) {
    return counts[bit];
  }
}

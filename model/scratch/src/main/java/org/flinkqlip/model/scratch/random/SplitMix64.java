// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.scratch.random;

import java.util.List;

/**
 * SplitMix64 (Steele, Lea, Flood 2014): written out here, since a library's generator may give
 * other numbers in its next version. Not for use by several threads.
 */
public final class SplitMix64 {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  public SplitMix64(long seed) {
    state = seed;
  }

  /** A state for a stream's item: neighbours in any argument have nothing in common. */
  public static long seed(long seed, long stream, long index) {
    return mix(mix(mix(seed) + stream * GOLDEN_GAMMA) + index * GOLDEN_GAMMA);
  }

  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** From 0 to {@code bound} - 1. */
  public int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** From 0 to 1, 1 excluded. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  public double between(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  public boolean chance(double probability) {
    return nextDouble() < probability;
  }

  public <T> T pick(List<T> values) {
    return values.get(nextInt(values.size()));
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.codes;

/**
 * How the bits of a code fall into groups: consecutive dimensions, the first group the most
 * significant, and most significant first within a group.
 *
 * @param bits of one code, 1 to 30
 * @param groupSize bits of one group; divides {@code bits}
 */
public record CodeLayout(int bits, int groupSize) {
  /** Codes are non-negative ints. */
  public static final int MAX_BITS = 30;

  public CodeLayout {
    check(bits, groupSize);
  }

  /**
   * Checks a layout.
   *
   * @throws IllegalArgumentException if there are too many bits or the groups do not tile them
   */
  public static void check(int bits, int groupSize) {
    if (bits < 1 || bits > MAX_BITS) {
      throw new IllegalArgumentException("a code has 1 to %d bits: %d".formatted(MAX_BITS, bits));
    }
    if (groupSize < 1 || bits % groupSize != 0) {
      throw new IllegalArgumentException(
          "groups of %d bits do not tile %d bits".formatted(groupSize, bits));
    }
  }

  /** Groups per code. */
  public int groups() {
    return bits / groupSize;
  }

  /** Different codes: 2^bits. */
  public int vocabularySize() {
    return 1 << bits;
  }

  /** Different values of a group: 2^groupSize. */
  public int groupVocabularySize() {
    return 1 << groupSize;
  }

  /** The bit of latent dimension {@code dimension}. */
  public boolean bit(int code, int dimension) {
    return (code >>> (bits - 1 - dimension) & 1) == 1;
  }

  /** The value of a group of {@code code}, in [0, 2^groupSize). */
  public int group(int code, int group) {
    return code >>> (bits - (group + 1) * groupSize) & groupVocabularySize() - 1;
  }

  /** Codes [N] to groups [N x groups], all groups of a code together. */
  public int[] toGroups(int[] codes) {
    int[] values = new int[Math.multiplyExact(codes.length, groups())];
    for (int token = 0; token < codes.length; token++) {
      int code = inRange(codes[token], vocabularySize(), token);
      for (int group = 0; group < groups(); group++) {
        values[token * groups() + group] = group(code, group);
      }
    }
    return values;
  }

  /**
   * Groups [N x groups] back to codes [N].
   *
   * @throws IllegalArgumentException if a value is out of range or a code is incomplete
   */
  public int[] fromGroups(int[] values) {
    if (values.length % groups() != 0) {
      throw new IllegalArgumentException(
          "%d values are no whole number of codes of %d groups".formatted(values.length, groups()));
    }
    int[] codes = new int[values.length / groups()];
    for (int i = 0; i < values.length; i++) {
      int value = inRange(values[i], groupVocabularySize(), i);
      codes[i / groups()] = codes[i / groups()] << groupSize | value;
    }
    return codes;
  }

  private static int inRange(int value, int limit, int position) {
    if (value < 0 || value >= limit) {
      throw new IllegalArgumentException(
          "value %d at position %d is not in [0, %d)".formatted(value, position, limit));
    }
    return value;
  }
}

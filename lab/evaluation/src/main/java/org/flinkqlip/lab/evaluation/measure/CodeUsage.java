// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;

/**
 * How evenly codes use their bits and the codebook of each group.
 *
 * @param codes that were counted
 * @param distinct how many different ones
 * @param groupSize bits of a group
 * @param bitEntropies entropy of each bit, most significant first; 1 where zeros and ones are as
 *     frequent
 * @param groupEntropies entropy in bits of each group's values; at most {@link #groupEntropyBound}
 */
public record CodeUsage(
    long codes,
    long distinct,
    int groupSize,
    List<Double> bitEntropies,
    List<Double> groupEntropies) {
  /** Entropy above which a bit counts as used. */
  public static final double USED = 0.9;

  private static final double ROUNDING = 1e-9;

  /** Rejects figures that cannot be. */
  public CodeUsage {
    Shares.checkCount("codes", codes);
    bitEntropies = List.copyOf(bitEntropies);
    groupEntropies = List.copyOf(groupEntropies);
    if (bitEntropies.isEmpty() || bitEntropies.size() != groupSize * groupEntropies.size()) {
      throw new IllegalArgumentException(
          "%d bits do not make %d groups of %d"
              .formatted(bitEntropies.size(), groupEntropies.size(), groupSize));
    }
    if (distinct < 1 || distinct > codes) {
      throw new IllegalArgumentException("%d different of %d codes".formatted(distinct, codes));
    }
    bitEntropies.forEach(entropy -> checkEntropy(entropy, 1));
    double bound = bound(groupSize, codes);
    groupEntropies.forEach(entropy -> checkEntropy(entropy, bound));
  }

  private static void checkEntropy(double entropy, double bound) {
    if (!(entropy >= 0 && entropy <= bound + ROUNDING)) {
      throw new IllegalArgumentException(
          "an entropy of 0 to %s bits is possible, not %s".formatted(bound, entropy));
    }
  }

  private static double bound(int groupSize, long codes) {
    return Math.min(groupSize, Math.log((double) codes) / Math.log(2));
  }

  /** Least entropy of a bit. */
  @JsonProperty
  public double leastBitEntropy() {
    return Collections.min(bitEntropies);
  }

  /** Mean entropy of the bits. */
  @JsonProperty
  public double meanBitEntropy() {
    return bitEntropies.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** Share of the bits whose entropy is above {@link #USED}. */
  @JsonProperty
  public double usedBits() {
    return (double) bitEntropies.stream().filter(entropy -> entropy > USED).count()
        / bitEntropies.size();
  }

  /** The most that a group's entropy can be: its bits, or what so many codes can show. */
  @JsonProperty
  public double groupEntropyBound() {
    return bound(groupSize, codes);
  }
}

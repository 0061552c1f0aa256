// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flinkqlip.model.runtime.codes.CodeLayout;

/** How evenly codes use their bits and the codebook of each group. Not thread-safe. */
public final class CodeUsageMeasure {
  private final CodeLayout layout;
  private final long[] ones;
  private final List<Map<Integer, Integer>> groups = new ArrayList<>();
  private final Set<Integer> distinct = new HashSet<>();
  private long codes;

  /** A measure without codes. */
  public CodeUsageMeasure(CodeLayout layout) {
    this.layout = requireNonNull(layout, "layout is null");
    this.ones = new long[layout.bits()];
    for (int group = 0; group < layout.groups(); group++) {
      groups.add(new HashMap<>());
    }
  }

  /** Adds the codes of an image. */
  public void add(int[] image) {
    for (int code : image) {
      for (int bit = 0; bit < ones.length; bit++) {
        ones[bit] += code >>> (ones.length - 1 - bit) & 1;
      }
      for (int group = 0; group < groups.size(); group++) {
        groups.get(group).merge(valueOf(code, group), 1, Integer::sum);
      }
      distinct.add(code);
    }
    codes += image.length;
  }

  /** Groups are consecutive dimensions, the first of them in the most significant bits. */
  private int valueOf(int code, int group) {
    int shift = layout.bits() - (group + 1) * layout.groupSize();
    return code >>> shift & (1 << layout.groupSize()) - 1;
  }

  /**
   * The figures so far.
   *
   * @throws IllegalArgumentException if no codes were added
   */
  public CodeUsage result() {
    List<Double> bits = new ArrayList<>();
    for (long one : ones) {
      bits.add(entropy(List.of(one, codes - one)));
    }
    List<Double> entropies = new ArrayList<>();
    for (Map<Integer, Integer> counts : groups) {
      entropies.add(entropy(counts.values()));
    }
    return new CodeUsage(codes, distinct.size(), layout.groupSize(), bits, entropies);
  }

  /** The plug-in estimate in bits: never more than log2 of the number of observations. */
  private static double entropy(Collection<? extends Number> counts) {
    double total = counts.stream().mapToDouble(Number::doubleValue).sum();
    double entropy = 0;
    for (Number count : counts) {
      double share = count.doubleValue() / total;
      entropy -= share > 0 ? share * Math.log(share) / Math.log(2) : 0;
    }
    return Math.max(0, entropy);
  }
}

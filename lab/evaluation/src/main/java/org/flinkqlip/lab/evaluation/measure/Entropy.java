package org.flinkqlip.lab.evaluation.measure;

import java.util.Collection;

/** Shannon entropy of what was counted. */
final class Entropy {
  private Entropy() {}

  /** The plug-in estimate in bits: never more than log2 of the number of observations. */
  static double ofCounts(Collection<? extends Number> counts) {
    double total = counts.stream().mapToDouble(Number::doubleValue).sum();
    double entropy = 0;
    for (Number count : counts) {
      double share = count.doubleValue() / total;
      entropy -= share > 0 ? share * Math.log(share) / Math.log(2) : 0;
    }
    return Math.max(0, entropy);
  }
}

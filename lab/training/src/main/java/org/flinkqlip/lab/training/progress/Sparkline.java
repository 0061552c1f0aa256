// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.progress;

import java.util.List;

/** A curve in one line of text. */
public final class Sparkline {
  private static final String LEVELS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /**
   * Draws values from the left to the right, each level a share of their range.
   *
   * @param width most characters; more values than these are averaged
   */
  public static String of(List<Double> values, int width) {
    int count = Math.min(width, values.size());
    double[] bins = new double[count];
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) i * values.size() / count);
      int to = (int) ((long) (i + 1) * values.size() / count);
      bins[i] =
          values.subList(from, to).stream().mapToDouble(Double::doubleValue).sum() / (to - from);
      least = Math.min(least, bins[i]);
      most = Math.max(most, bins[i]);
    }
    StringBuilder line = new StringBuilder(count);
    for (double bin : bins) {
      double share = most > least ? (bin - least) / (most - least) : 0;
      line.append(LEVELS.charAt((int) Math.min(LEVELS.length() - 1, share * LEVELS.length())));
    }
    return line.toString();
  }
}

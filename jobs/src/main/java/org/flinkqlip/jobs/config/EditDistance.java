// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.config;

/** Levenshtein distance: the fewest insertions, deletions and substitutions of characters. */
final class EditDistance {

  private EditDistance() {}

  static int between(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] current = new int[right.length() + 1];
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substitution = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        current[j] =
            Math.min(previous[j - 1] + substitution, Math.min(previous[j] + 1, current[j - 1] + 1));
      }
      previous = current;
    }
    return previous[right.length()];
  }
}

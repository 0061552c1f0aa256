// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.webdataset;

import java.util.List;
import java.util.Map;

/**
 * What was not used so far.
 *
 * @param counts how often, by reason
 * @param examples the first ones
 */
public record SkipReport(Map<SkipReason, Long> counts, List<SkippedSample> examples) {
  public SkipReport {
    counts = Map.copyOf(counts);
    examples = List.copyOf(examples);
  }

  /** How much was not used. */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}

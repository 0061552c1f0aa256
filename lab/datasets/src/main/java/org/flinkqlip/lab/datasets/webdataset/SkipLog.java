// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.webdataset;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects what is not used. Safe for use by several threads. */
final class SkipLog {
  private static final int MOST_EXAMPLES = 20;

  private final Map<SkipReason, Long> counts = new EnumMap<>(SkipReason.class);
  private final List<SkippedSample> examples = new ArrayList<>();

  synchronized void add(SkippedSample sample) {
    counts.merge(sample.reason(), 1L, Long::sum);
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(sample);
    }
  }

  synchronized SkipReport report() {
    return new SkipReport(counts, examples);
  }
}

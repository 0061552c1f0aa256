// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.vocabulary;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flinkqlip.model.runtime.text.ClipWords;

/** How often each word occurs in captions. */
public final class WordCounts {
  private final SortedMap<String, Long> counts = new TreeMap<>();

  /** Counts the words of a caption. */
  public void add(String caption) {
    for (String word : ClipWords.of(caption)) {
      counts.merge(word, 1L, Long::sum);
    }
  }

  /** Occurrences by word. */
  public SortedMap<String, Long> byWord() {
    return Collections.unmodifiableSortedMap(counts);
  }
}

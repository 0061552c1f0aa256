// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The ids of words seen before. It holds about {@value #WORDS} words of at most {@value
 * #MAX_LENGTH} characters and starts over when full, so a stream of made-up words cannot fill the
 * memory and costs others only recomputation. For any number of threads.
 */
final class WordCache {
  static final int WORDS = 1 << 14;
  static final int MAX_LENGTH = 64;

  private final Map<String, int[]> ids = new ConcurrentHashMap<>();

  /** The ids of {@code word}; callers do not change them. */
  int[] get(String word, Function<String, int[]> compute) {
    if (word.length() > MAX_LENGTH) {
      return compute.apply(word);
    }
    int[] known = ids.get(word);
    if (known == null) {
      known = compute.apply(word);
      if (ids.size() >= WORDS) {
        ids.clear();
      }
      ids.put(word, known);
    }
    return known;
  }

  int size() {
    return ids.size();
  }
}

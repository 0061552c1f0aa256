// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.vocabulary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Neighbouring symbols of all words, with the words that have them. Counts are kept up to date as
 * pairs are merged, so that a merge costs what its own words cost.
 */
final class PairTable {
  /** Two neighbours. */
  record Pair(String left, String right) {}

  /** An entry of the queue; stale as soon as the pair's count is another. */
  private record Entry(Pair pair, long count) {}

  /** The most frequent first; among equals the first in the order of strings. */
  private static final Comparator<Entry> BEST =
      Comparator.comparingLong(Entry::count)
          .reversed()
          .thenComparing(entry -> entry.pair().left())
          .thenComparing(entry -> entry.pair().right());

  private final List<List<String>> words = new ArrayList<>();
  private final List<Long> weights = new ArrayList<>();
  private final Map<Pair, Long> counts = new HashMap<>();
  private final Map<Pair, Set<Integer>> holders = new HashMap<>();
  private final PriorityQueue<Entry> queue = new PriorityQueue<>(BEST);

  /** Adds a word's symbols. */
  void add(List<String> symbols, long occurrences) {
    int word = words.size();
    words.add(new ArrayList<>(symbols));
    weights.add(occurrences);
    count(word, 1).forEach(this::queue);
  }

  /** The pair that occurs most often, and more than once. */
  Optional<Pair> mostFrequent() {
    while (!queue.isEmpty()) {
      Entry entry = queue.peek();
      if (counts.getOrDefault(entry.pair(), 0L) == entry.count()) {
        return entry.count() > 1 ? Optional.of(entry.pair()) : Optional.empty();
      }
      queue.poll();
    }
    return Optional.empty();
  }

  /** Makes one symbol of a pair, everywhere, from left to right. */
  void merge(Pair pair) {
    Set<Pair> changed = new HashSet<>();
    for (int word : List.copyOf(holders.getOrDefault(pair, Set.of()))) {
      changed.addAll(count(word, -1));
      words.set(word, merged(words.get(word), pair));
      changed.addAll(count(word, 1));
    }
    changed.forEach(this::queue);
  }

  private static List<String> merged(List<String> symbols, Pair pair) {
    List<String> merged = new ArrayList<>(symbols.size());
    for (int i = 0; i < symbols.size(); i++) {
      boolean here =
          i + 1 < symbols.size()
              && symbols.get(i).equals(pair.left())
              && symbols.get(i + 1).equals(pair.right());
      merged.add(here ? pair.left() + pair.right() : symbols.get(i));
      i += here ? 1 : 0;
    }
    return merged;
  }

  /** Adds a word's pairs to the counts, or takes them away; returns which they are. */
  private Set<Pair> count(int word, int sign) {
    List<String> symbols = words.get(word);
    Set<Pair> pairs = new HashSet<>();
    for (int i = 0; i + 1 < symbols.size(); i++) {
      Pair pair = new Pair(symbols.get(i), symbols.get(i + 1));
      pairs.add(pair);
      counts.merge(pair, sign * weights.get(word), Long::sum);
    }
    for (Pair pair : pairs) {
      Set<Integer> having = holders.computeIfAbsent(pair, key -> new HashSet<>());
      if (sign > 0) {
        having.add(word);
      } else {
        having.remove(word);
      }
    }
    return pairs;
  }

  private void queue(Pair pair) {
    long count = counts.getOrDefault(pair, 0L);
    if (count > 1) {
      queue.add(new Entry(pair, count));
    }
  }
}

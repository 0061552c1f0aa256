// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

import java.util.Arrays;
import org.flinkqlip.model.runtime.text.ClipVocabulary.Merge;
import org.jspecify.annotations.Nullable;

/**
 * Merges the bytes of one word: as long as two neighbours have a merge, all pairs of the lowest
 * rank become one, from left to right.
 *
 * <p>The word is a linked list over its positions, and a heap holds (rank, position) of every pair
 * that may merge, so a word of n bytes takes O(n log n) steps rather than the n^2 of a scan for
 * each merge. An entry whose pair has since changed has another rank than its position, and is
 * dropped when it comes up.
 */
final class BytePairMerger {
  private static final int MERGED = -1;

  private final ClipVocabulary vocabulary;
  private final int length;
  private final int[] ids;
  private final int[] next;
  private final int[] previous;
  private final LongHeap heap;

  private BytePairMerger(ClipVocabulary vocabulary, byte[] word) {
    this.vocabulary = vocabulary;
    this.length = word.length;
    this.ids = new int[length];
    this.next = new int[length];
    this.previous = new int[length];
    this.heap = new LongHeap(length);
    for (int i = 0; i < length; i++) {
      ids[i] = vocabulary.byteId(word[i], i == length - 1);
      next[i] = i + 1;
      previous[i] = i - 1;
    }
  }

  /** The ids of a word that is not empty. */
  static int[] merge(byte[] word, ClipVocabulary vocabulary) {
    return new BytePairMerger(vocabulary, word).run();
  }

  private int[] run() {
    for (int i = 0; i < length - 1; i++) {
      offer(i);
    }
    int[] changed = new int[length];
    while (!heap.isEmpty()) {
      int rank = rank(heap.peek());
      int changes = 0;
      while (!heap.isEmpty() && rank(heap.peek()) == rank) {
        int left = (int) heap.poll();
        Merge merge = mergeAt(left);
        if (merge != null && merge.rank() == rank) {
          join(left, merge.id());
          changed[changes++] = left;
          if (previous[left] >= 0) {
            changed[changes++] = previous[left];
          }
        }
      }
      // Only now: a new pair of lower rank must not overtake the rest of this rank.
      for (int i = 0; i < changes; i++) {
        offer(changed[i]);
      }
    }
    return Arrays.stream(ids).filter(id -> id != MERGED).toArray();
  }

  private void offer(int left) {
    Merge merge = mergeAt(left);
    if (merge != null) {
      heap.add((long) merge.rank() << 32 | left);
    }
  }

  private static int rank(long entry) {
    return (int) (entry >>> 32);
  }

  private @Nullable Merge mergeAt(int left) {
    return ids[left] == MERGED || next[left] == length
        ? null
        : vocabulary.merge(ids[left], ids[next[left]]);
  }

  private void join(int left, int id) {
    int right = next[left];
    ids[left] = id;
    ids[right] = MERGED;
    next[left] = next[right];
    if (next[left] < length) {
      previous[next[left]] = left;
    }
  }
}

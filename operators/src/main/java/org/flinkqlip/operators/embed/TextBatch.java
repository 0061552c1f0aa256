// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.embed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The texts of a batch and their token ids, by slot. */
final class TextBatch {
  private final String[] texts;
  private final int[][] ids;

  TextBatch(int capacity) {
    texts = new String[capacity];
    ids = new int[capacity][];
  }

  void put(int slot, String text, int[] tokens) {
    texts[slot] = text;
    ids[slot] = tokens;
  }

  void move(int from, int to) {
    put(to, texts[from], ids[from]);
  }

  /** Token ids of {@code count} slots from {@code first} on. */
  int[][] ids(int first, int count) {
    return Arrays.copyOfRange(ids, first, first + count);
  }

  /** The texts of the slots from {@code first} on with their embeddings. */
  List<EmbeddedText> with(float[][] embeddings, int first) {
    List<EmbeddedText> results = new ArrayList<>(embeddings.length);
    for (int i = 0; i < embeddings.length; i++) {
      results.add(new EmbeddedText(texts[first + i], embeddings[i]));
    }
    return results;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.model.runtime.text.ClipVocabulary;
import org.flinkqlip.model.runtime.text.ClipWords;

/**
 * CLIP's merges as the paper has them: the pair of the lowest rank, found by looking at all pairs,
 * again and again.
 */
final class ReferenceTokenizer {
  private final JsonNode ids;
  private final List<String> merges;

  /** Reads {@code vocab.json} and {@code merges.txt}. */
  ReferenceTokenizer(Path vocabulary, Path merges) throws IOException {
    this.ids = new ObjectMapper().readTree(vocabulary.toFile());
    this.merges =
        Files.readAllLines(merges).stream().filter(line -> !line.startsWith("#version")).toList();
  }

  /** Start, ids of the words, end. */
  int[] encode(String text) {
    List<String> tokens = new ArrayList<>(List.of(ClipVocabulary.START_OF_TEXT));
    for (String word : ClipWords.of(text)) {
      tokens.addAll(merge(word));
    }
    tokens.add(ClipVocabulary.END_OF_TEXT);
    return tokens.stream().mapToInt(token -> ids.required(token).intValue()).toArray();
  }

  private List<String> merge(String word) {
    List<String> symbols = new ArrayList<>(ClipWords.symbols(word));
    for (int at = lowest(symbols); at >= 0; at = lowest(symbols)) {
      symbols.set(at, symbols.get(at) + symbols.remove(at + 1));
    }
    return symbols;
  }

  /** Index of the first of the pairs of the lowest rank, or -1 if no pair merges. */
  private int lowest(List<String> symbols) {
    int best = -1;
    int bestRank = Integer.MAX_VALUE;
    for (int i = 0; i + 1 < symbols.size(); i++) {
      int rank = merges.indexOf(symbols.get(i) + " " + symbols.get(i + 1));
      if (rank >= 0 && rank < bestRank) {
        bestRank = rank;
        best = i;
      }
    }
    return best;
  }
}

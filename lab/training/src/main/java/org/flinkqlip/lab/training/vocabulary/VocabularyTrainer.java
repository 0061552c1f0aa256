// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.vocabulary;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flinkqlip.model.runtime.text.ClipVocabulary;
import org.flinkqlip.model.runtime.text.ClipWords;

/**
 * Byte-pair encoding (Sennrich et al., 2016) in CLIP's layout: the most frequent pair of neighbours
 * within words becomes a token, again and again. The same words give the same vocabulary.
 */
public final class VocabularyTrainer {
  /** Ids that every vocabulary has: bytes within a word and at its end, start and end of text. */
  public static final int SMALLEST = 514;

  private VocabularyTrainer() {}

  /**
   * Learns a vocabulary and writes {@code vocab.json} and {@code merges.txt} to {@code directory}.
   *
   * @param size most ids; fewer where the words allow no more merges
   * @return the number of ids
   */
  public static int train(WordCounts words, int size, Path directory) throws IOException {
    if (size < SMALLEST || size > ClipVocabulary.MAX_SIZE) {
      throw new IllegalArgumentException(
          "a vocabulary has %d to %d ids, not %d"
              .formatted(SMALLEST, ClipVocabulary.MAX_SIZE, size));
    }
    PairTable pairs = new PairTable();
    for (Map.Entry<String, Long> word : words.byWord().entrySet()) {
      pairs.add(ClipWords.symbols(word.getKey()), word.getValue());
    }
    List<String> tokens = new ArrayList<>(ClipWords.alphabet());
    Set<String> known = new HashSet<>(tokens);
    Set<PairTable.Pair> merges = new LinkedHashSet<>();
    while (tokens.size() < size - 2) {
      Optional<PairTable.Pair> best = pairs.mostFrequent();
      if (best.isEmpty()) {
        break;
      }
      // A pair comes again where its parts were made in another way; its rank is the first.
      merges.add(best.get());
      pairs.merge(best.get());
      String token = best.get().left() + best.get().right();
      // Two ways to the same string share an id.
      if (known.add(token)) {
        tokens.add(token);
      }
    }
    tokens.add(ClipVocabulary.START_OF_TEXT);
    tokens.add(ClipVocabulary.END_OF_TEXT);
    write(directory, tokens, merges);
    return tokens.size();
  }

  private static void write(Path directory, List<String> tokens, Set<PairTable.Pair> merges)
      throws IOException {
    Files.createDirectories(directory);
    ObjectMapper json = new ObjectMapper();
    ObjectNode ids = json.createObjectNode();
    for (String token : tokens) {
      ids.put(token, ids.size());
    }
    Files.write(directory.resolve(ClipVocabulary.VOCAB), json.writeValueAsBytes(ids));
    StringBuilder lines = new StringBuilder("#version: 0.2\n");
    for (PairTable.Pair pair : merges) {
      lines.append(pair.left()).append(' ').append(pair.right()).append('\n');
    }
    Files.writeString(directory.resolve(ClipVocabulary.MERGES), lines);
  }
}

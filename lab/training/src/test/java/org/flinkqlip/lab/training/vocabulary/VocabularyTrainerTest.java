// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.model.runtime.text.ClipTokenizer;
import org.flinkqlip.model.runtime.text.ClipVocabulary;
import org.flinkqlip.model.runtime.text.ClipWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTrainerTest {
  @TempDir private Path folder;

  @Test
  void everyCaptionBecomesOneTokenAWordAndIsTheSameBackwards() throws Exception {
    List<String> captions = captions();
    VocabularyTrainer.train(count(captions), 1500, folder);
    ClipTokenizer tokenizer = new ClipTokenizer(ClipVocabulary.open(folder), 77);
    Map<Integer, String> tokens = tokensById();
    for (String caption : captions) {
      int[] ids = tokenizer.encode(caption);
      StringBuilder text = new StringBuilder();
      for (int i = 1; i < ids.length - 1; i++) {
        text.append(tokens.get(ids[i]));
      }
      List<String> words = ClipWords.of(caption);
      assertThat(text.toString()).isEqualTo(String.join("</w>", words) + "</w>");
      assertThat(ids.length - 2).isLessThanOrEqualTo(words.size());
    }
  }

  @Test
  void theLayoutIsThatOfClip() throws Exception {
    int size = VocabularyTrainer.train(count(captions()), 700, folder);
    Map<Integer, String> tokens = tokensById();
    assertThat(size).isEqualTo(700);
    assertThat(tokens).hasSize(700);
    assertThat(tokens.get(0)).isEqualTo("!");
    assertThat(tokens.get(256)).isEqualTo("!</w>");
    assertThat(tokens.get(698)).isEqualTo("<|startoftext|>");
    assertThat(tokens.get(699)).isEqualTo("<|endoftext|>");
    List<String> merges = Files.readAllLines(folder.resolve("merges.txt"));
    assertThat(merges.get(0)).startsWith("#version");
    assertThat(merges).hasSize(700 - VocabularyTrainer.SMALLEST + 1);
    assertThat(tokens.get(512)).isEqualTo(merges.get(1).replace(" ", ""));
  }

  @Test
  void theSameCaptionsGiveTheSameBytes() throws Exception {
    Path again = folder.resolve("again");
    VocabularyTrainer.train(count(captions()), 800, folder);
    VocabularyTrainer.train(count(captions()), 800, again);
    for (String file : List.of("vocab.json", "merges.txt")) {
      assertThat(again.resolve(file)).hasSameBinaryContentAs(folder.resolve(file));
    }
  }

  @Test
  void theMostFrequentPairComesFirst() throws Exception {
    VocabularyTrainer.train(count(List.of("abab abab", "ab", "cd cd")), 516, folder);
    assertThat(Files.readAllLines(folder.resolve("merges.txt")))
        .containsExactly("#version: 0.2", "a b</w>", "a b");
  }

  @Test
  void aPairThatComesAgainIsOneMerge() throws Exception {
    VocabularyTrainer.train(
        count(List.of("abcd abcd abcx abcx bcd bcd bc bc abc abc", "xabc abcabc")), 600, folder);
    assertThat(ClipVocabulary.open(folder).size()).isLessThan(600);
    assertThat(Files.readAllLines(folder.resolve("merges.txt"))).doesNotHaveDuplicates();
  }

  @Test
  void anyTextHasIdsOfBytesAtLeast() throws Exception {
    VocabularyTrainer.train(count(captions()), 600, folder);
    ClipTokenizer tokenizer = new ClipTokenizer(ClipVocabulary.open(folder), 77);
    String text = "Größe 漢字 🙂";
    int bytes = text.replace(" ", "").getBytes(StandardCharsets.UTF_8).length;
    assertThat(tokenizer.encode(text).length - 2).isBetween(3, bytes);
  }

  @Test
  void aSizeBelowTheBytesIsRefused() {
    assertThatThrownBy(() -> VocabularyTrainer.train(new WordCounts(), 100, folder))
        .hasMessageContaining("514");
  }

  private static List<String> captions() {
    Scenes scenes = new Scenes(64, 7, SceneSplit.TRAIN);
    return IntStream.range(0, 3000).mapToObj(scenes::caption).toList();
  }

  private static WordCounts count(List<String> captions) {
    WordCounts words = new WordCounts();
    captions.forEach(words::add);
    return words;
  }

  private Map<Integer, String> tokensById() throws Exception {
    Map<Integer, String> tokens = new HashMap<>();
    for (Map.Entry<String, JsonNode> token :
        new ObjectMapper().readTree(folder.resolve("vocab.json").toFile()).properties()) {
      tokens.put(token.getValue().intValue(), token.getKey());
    }
    return tokens;
  }
}

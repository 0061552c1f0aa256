// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The published vocabulary and what CLIP makes of texts with it; it is not part of the project. */
class ClipGoldenTest {
  private static final Path GOLDEN = Path.of("../../../shared/golden/clip-bpe");

  private static JsonNode cases;
  private static ClipTokenizer tokenizer;

  @BeforeAll
  static void readGolden() throws Exception {
    assumeTrue(
        Files.isDirectory(GOLDEN),
        "skipped: " + GOLDEN + " is absent, and CLIP's vocabulary is not part of the project");
    cases = new ObjectMapper().readTree(GOLDEN.resolve("cases.json").toFile());
    tokenizer =
        new ClipTokenizer(ClipVocabulary.open(GOLDEN), cases.path("context_length").intValue());
  }

  @Test
  void everyCaseHasTheIdsOfClip() throws IOException {
    assertThat(cases.path("cases")).isNotEmpty();
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode item : cases.path("cases")) {
      JsonNode ids = item.path("ids");
      int[] expected = IntStream.range(0, ids.size()).map(i -> ids.path(i).intValue()).toArray();
      String text = item.path("text").textValue();
      softly.assertThat(tokenizer.encode(text)).as("ids of '%s'", text).isEqualTo(expected);
    }
    softly.assertAll();
  }

  @Test
  void theVocabularyHasTheSizeOfThePublishedTextTower() throws VocabularyException {
    assertThat(tokenizer.vocabulary().size()).isEqualTo(49_408);
    tokenizer.vocabulary().checkFits(49_408);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * A vocabulary of 3,000 merges, of our own, and what an independent program makes of texts with it.
 */
class ClipProseTest {
  private static final Path FOLDER = Path.of("src/test/resources/clip-bpe-prose");

  @Test
  void everyCaseHasTheIdsOfTheOtherProgram() throws Exception {
    JsonNode cases = new ObjectMapper().readTree(FOLDER.resolve("cases.json").toFile());
    ClipVocabulary vocabulary = ClipVocabulary.open(FOLDER);
    ClipTokenizer tokenizer =
        new ClipTokenizer(vocabulary, cases.path("context_length").intValue());
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode item : cases.path("cases")) {
      JsonNode ids = item.path("ids");
      int[] expected = IntStream.range(0, ids.size()).map(i -> ids.path(i).intValue()).toArray();
      String text = item.path("text").textValue();
      softly.assertThat(tokenizer.encode(text)).as("ids of '%s'", text).isEqualTo(expected);
    }
    softly.assertAll();
    assertThat(cases.path("cases")).hasSize(47);
    assertThat(vocabulary.size()).isEqualTo(3_514);
  }
}

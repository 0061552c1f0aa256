// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The smallest CLIP vocabulary: bytes without merges, so that a text has a token per byte. For
 * models with random weights, since CLIP's own vocabulary is OpenAI's and is not shipped.
 */
public final class ByteVocabulary {
  /** Ids of the bytes, within a word and at its end. */
  private static final int BYTE_TOKENS = 512;

  private ByteVocabulary() {}

  /**
   * Writes {@code vocab.json} and {@code merges.txt} to {@code directory}.
   *
   * @param startOfText id of the start token, at least 512
   * @param endOfText id of the end token, at least 512
   */
  public static void write(Path directory, int startOfText, int endOfText) throws IOException {
    if (startOfText < BYTE_TOKENS || endOfText < BYTE_TOKENS || startOfText == endOfText) {
      throw new IllegalArgumentException(
          "ids below %d are bytes: %d, %d".formatted(BYTE_TOKENS, startOfText, endOfText));
    }
    ObjectMapper json = new ObjectMapper();
    ObjectNode tokens = json.createObjectNode();
    for (int value = 0; value < BYTE_TOKENS / 2; value++) {
      tokens.put(ByteSymbols.of(value), value);
      tokens.put(ByteSymbols.of(value) + ByteSymbols.END_OF_WORD, BYTE_TOKENS / 2 + value);
    }
    tokens.put(ClipVocabulary.START_OF_TEXT, startOfText);
    tokens.put(ClipVocabulary.END_OF_TEXT, endOfText);
    json.writeValue(directory.resolve(ClipVocabulary.VOCAB).toFile(), tokens);
    Files.writeString(directory.resolve(ClipVocabulary.MERGES), "#version: 0.2\n");
  }
}

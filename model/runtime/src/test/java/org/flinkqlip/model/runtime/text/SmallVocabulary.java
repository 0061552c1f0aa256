// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The vocabulary of the test resources; its README says how ids follow from bytes. */
final class SmallVocabulary {
  static final Path DIRECTORY = Path.of("src/test/resources/clip-bpe-small");
  static final int START = 524;
  static final int END = 525;

  private SmallVocabulary() {}

  static ClipTokenizer tokenizer(int contextLength) {
    try {
      return new ClipTokenizer(ClipVocabulary.open(DIRECTORY), contextLength);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (VocabularyException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Id of a character of a word that ends its word. */
  static int last(char character) {
    return 256 + character;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;

/**
 * CLIP's tokenizer of texts: normalized to NFC and lower case, cut into words (contractions such as
 * {@code 's}, runs of letters, single digits, runs of other symbols; white space only separates),
 * and the UTF-8 bytes of each word merged by the ranks of the vocabulary. For any number of
 * threads.
 *
 * <p>Every string has ids, of whatever length: lone surrogates count as U+FFFD, and time grows as n
 * log n.
 *
 * <p>{@code <|startoftext|>} and {@code <|endoftext|>} inside of a text, in any case, become the
 * special tokens, as in CLIP, unless other symbols directly precede them. So a text tower that
 * pools at the first end token takes no notice of what follows {@code <|endoftext|>}.
 *
 * <p>Left out are two repairs that CLIP makes first: ftfy (wrongly decoded text, curly quotes,
 * full-width letters, control characters) and the unescaping of HTML such as {@code &amp;}. Text
 * that needs them should be repaired where it enters. Letters, digits and cases are those of the
 * Java runtime's version of Unicode.
 */
public final class ClipTokenizer {
  private final ClipVocabulary vocabulary;
  private final int contextLength;
  private final WordCache cache = new WordCache();

  /**
   * Creates a tokenizer.
   *
   * @param contextLength most ids of a text, start and end included; 77 in CLIP
   */
  public ClipTokenizer(ClipVocabulary vocabulary, int contextLength) {
    this.vocabulary = requireNonNull(vocabulary, "vocabulary is null");
    if (contextLength < 2) {
      throw new IllegalArgumentException(
          "the context must hold start and end, so at least 2 ids: " + contextLength);
    }
    this.contextLength = contextLength;
  }

  /** Most ids of a text, start and end included. */
  public int contextLength() {
    return contextLength;
  }

  /** The vocabulary. */
  public ClipVocabulary vocabulary() {
    return vocabulary;
  }

  /**
   * Tokenizes a text.
   *
   * @return the start token, the text, the end token: 2 to {@link #contextLength} ids. Of a longer
   *     text the ids that do not fit are dropped, the end token never
   */
  public int[] encode(String text) {
    int[] ids = new int[contextLength];
    int size = 0;
    ids[size++] = vocabulary.startOfText();
    Matcher words = ClipWords.matcher(text);
    while (size < contextLength - 1 && words.find()) {
      int[] word = cache.get(words.group(), this::merge);
      int taken = Math.min(word.length, contextLength - 1 - size);
      System.arraycopy(word, 0, ids, size, taken);
      size += taken;
    }
    ids[size++] = vocabulary.endOfText();
    return Arrays.copyOf(ids, size);
  }

  private int[] merge(String word) {
    return switch (word) {
      case ClipVocabulary.START_OF_TEXT -> new int[] {vocabulary.startOfText()};
      case ClipVocabulary.END_OF_TEXT -> new int[] {vocabulary.endOfText()};
      default -> BytePairMerger.merge(word.getBytes(StandardCharsets.UTF_8), vocabulary);
    };
  }
}

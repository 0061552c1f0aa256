// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words that CLIP's tokenizer cuts a text into, and the symbols that a word's bytes are before
 * any merge: what a vocabulary is learned from.
 */
public final class ClipWords {
  /** The case matters once: U+017F, a long s, makes a contraction too, as in CLIP. */
  private static final Pattern WORD =
      Pattern.compile(
          "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d"
              + "|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private ClipWords() {}

  static Matcher matcher(String text) {
    return WORD.matcher(TextNormalizer.normalize(text));
  }

  /** The words of a text, in order, normalized; special tokens that it spells out are left out. */
  public static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    for (Matcher matcher = matcher(text); matcher.find(); ) {
      String word = matcher.group();
      if (!word.equals(ClipVocabulary.START_OF_TEXT) && !word.equals(ClipVocabulary.END_OF_TEXT)) {
        words.add(word);
      }
    }
    return words;
  }

  /** The symbols of a word's bytes, the last of them marked as the word's end. */
  public static List<String> symbols(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    List<String> symbols = new ArrayList<>(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      String symbol = ByteSymbols.of(bytes[i] & 0xff);
      symbols.add(i == bytes.length - 1 ? symbol + ByteSymbols.END_OF_WORD : symbol);
    }
    return symbols;
  }

  /**
   * The 512 symbols that every vocabulary begins with, in CLIP's order: bytes that stand for
   * themselves before the others, within a word before at its end.
   */
  public static List<String> alphabet() {
    List<String> within = new ArrayList<>();
    for (boolean printed : new boolean[] {true, false}) {
      for (int value = 0; value < 256; value++) {
        if (ByteSymbols.of(value).charAt(0) == value == printed) {
          within.add(ByteSymbols.of(value));
        }
      }
    }
    List<String> alphabet = new ArrayList<>(within);
    within.forEach(symbol -> alphabet.add(symbol + ByteSymbols.END_OF_WORD));
    return alphabet;
  }
}

package org.flinkqlip.operators.outcome;

/** Texts of producers, cut to a length that dead letters and messages can bear. */
final class ClippedText {
  private ClippedText() {}

  /** At most {@code length} chars, without half a surrogate pair at the end; null stays null. */
  static String of(String text, int length) {
    if (text == null || text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
    return text.substring(0, end) + "…";
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

import org.jspecify.annotations.Nullable;

/** Texts of producers, cut to a length that dead letters and messages can bear. */
final class ClippedText {
  private ClippedText() {}

  /**
   * The text with escapes for what would break a line, move a cursor or turn text around: messages
   * are logged and printed, and ids come from anyone.
   */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              switch (Character.getType(point)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    line.append("\\u%04x".formatted(point));
                default -> line.appendCodePoint(point);
              }
            });
    return line.toString();
  }

  /** As {@link #of}; null stays null. */
  static @Nullable String ofNullable(@Nullable String text, int length) {
    return text == null ? null : of(text, length);
  }

  /** At most {@code length} chars, without half a surrogate pair at the end. */
  static String of(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
    return text.substring(0, end) + "…";
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

import java.text.Normalizer;

/**
 * What happens to a text before it is cut into words: lone surrogates become U+FFFD, the four
 * information separators U+001C to U+001F become spaces (CLIP takes them for white space), then
 * NFC, then lower case.
 *
 * <p>Runs of combining marks are normalized {@value #MAX_MARKS} at a time: ordering a run takes
 * time in the square of its length. No script comes near; Unicode's stream-safe format allows 30.
 */
final class TextNormalizer {
  static final int MAX_MARKS = 256;

  private static final int REPLACEMENT = 0xfffd;

  private TextNormalizer() {}

  static String normalize(String text) {
    StringBuilder normal = new StringBuilder(text.length());
    StringBuilder part = new StringBuilder(text.length());
    int marks = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      int type = Character.getType(point);
      marks = isMark(type) ? marks + 1 : 0;
      if (marks > MAX_MARKS) {
        normal.append(Normalizer.normalize(part, Normalizer.Form.NFC));
        part.setLength(0);
        marks = 1;
      }
      part.appendCodePoint(
          type == Character.SURROGATE ? REPLACEMENT : point >= 0x1c && point <= 0x1f ? ' ' : point);
    }
    normal.append(Normalizer.normalize(part, Normalizer.Form.NFC));
    return LowerCase.of(normal.toString());
  }

  private static boolean isMark(int type) {
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }
}

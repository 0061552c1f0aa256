// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

/**
 * Unicode's lower case in one pass. {@link String#toLowerCase} looks for word boundaries around
 * every capital sigma: its time grows with the square of a long word, and it takes other sigmas for
 * final than the Unicode standard and CLIP do.
 */
final class LowerCase {
  /** Characters within words: Word_Break of MidLetter, MidNumLet or Single_Quote. */
  private static final String WITHIN_WORDS =
      "'.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a";

  private static final int CAPITAL_SIGMA = 0x3a3;
  private static final int FINAL_SIGMA = 0x3c2;
  private static final int CAPITAL_I_WITH_DOT = 0x130;

  private LowerCase() {}

  static String of(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    boolean afterCased = false;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (point == CAPITAL_SIGMA && afterCased && !casedFollows(text, i)) {
        lower.appendCodePoint(FINAL_SIGMA);
      } else if (point == CAPITAL_I_WITH_DOT) {
        lower.append("i\u0307");
      } else {
        lower.appendCodePoint(Character.toLowerCase(point));
      }
      afterCased = isIgnored(point) ? afterCased : isCased(point);
    }
    return lower.toString();
  }

  private static boolean casedFollows(String text, int start) {
    for (int i = start; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (!isIgnored(point)) {
        return isCased(point);
      }
      i += Character.charCount(point);
    }
    return false;
  }

  private static boolean isCased(int point) {
    return Character.isLowerCase(point)
        || Character.isUpperCase(point)
        || Character.isTitleCase(point);
  }

  /** What does not end a word for the sake of case: Unicode's Case_Ignorable. */
  private static boolean isIgnored(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> WITHIN_WORDS.indexOf(point) >= 0;
    };
  }
}

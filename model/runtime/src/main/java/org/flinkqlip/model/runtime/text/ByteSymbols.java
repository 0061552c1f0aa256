// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

/**
 * The characters that stand for bytes in vocabulary files. Bytes that Latin-1 prints stand for
 * themselves; the other 68 take, in order, the characters from U+0100. So no token holds white
 * space or a control character.
 */
final class ByteSymbols {
  /** What marks the last symbol of a word. */
  static final String END_OF_WORD = "</w>";

  private static final String[] SYMBOLS = symbols();

  private ByteSymbols() {}

  /** The symbol of byte {@code value}, 0 to 255. */
  static String of(int value) {
    return SYMBOLS[value];
  }

  private static String[] symbols() {
    String[] symbols = new String[256];
    int substitute = 256;
    for (int value = 0; value < symbols.length; value++) {
      boolean printed =
          value >= '!' && value <= '~' || value >= 0xa1 && value <= 0xff && value != 0xad;
      symbols[value] = Character.toString(printed ? value : substitute++);
    }
    return symbols;
  }
}

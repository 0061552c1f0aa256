// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets;

/** "a" or "an", as captions and prompts put it before colours, sizes and shapes. */
public final class IndefiniteArticle {
  private static final String VOWELS = "aeiou";

  private IndefiniteArticle() {}

  /** The phrase with its article: "a red circle", "an orange star". */
  public static String before(String phrase) {
    if (phrase.isEmpty()) {
      throw new IllegalArgumentException("no phrase to put an article before");
    }
    boolean vowel = VOWELS.indexOf(Character.toLowerCase(phrase.charAt(0))) >= 0;
    return (vowel ? "an " : "a ") + phrase;
  }
}

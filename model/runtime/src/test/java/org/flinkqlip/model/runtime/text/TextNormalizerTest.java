// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextNormalizerTest {
  @Example
  void aSigmaIsFinalAfterALetterAndBeforeNone() {
    assertThat(LowerCase.of("\u039f\u0394\u039f\u03a3 \u03a3\u03a3\u03a3."))
        .isEqualTo("\u03bf\u03b4\u03bf\u03c2 \u03c3\u03c3\u03c2.");
    assertThat(LowerCase.of("\u0391\u03a3'\u0391")).isEqualTo("\u03b1\u03c3'\u03b1");
    assertThat(LowerCase.of("1\u03a3")).isEqualTo("1\u03c3");
  }

  @Example
  void everyOtherCharacterIsLowerCasedAsByTheRuntime() {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      String text = Character.toString(point);
      assertThat(LowerCase.of(text)).isEqualTo(text.toLowerCase(Locale.ROOT));
    }
  }

  @Example
  void unpairedSurrogatesAndSeparatorsAreReplaced() {
    assertThat(TextNormalizer.normalize("\udc00\ud800a\u001c\u001d\u001e\u001f\ud83d\ude00"))
        .isEqualTo("\ufffd\ufffda    \ud83d\ude00");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withCharRange('\u0020', '\ud7ff').ofMaxLength(100);
  }

  @Property
  void ordinaryTextsAreNormalizedAsAWhole(@ForAll("texts") String text) {
    assertThat(TextNormalizer.normalize(text))
        .isEqualTo(LowerCase.of(Normalizer.normalize(text, Normalizer.Form.NFC)));
  }

  @Example
  void runsOfMarksOfOrdinaryLengthAreOrdered() {
    String marks = "\u0301\u0323".repeat(TextNormalizer.MAX_MARKS / 2);

    assertThat(TextNormalizer.normalize("q" + marks))
        .isEqualTo(Normalizer.normalize("q" + marks, Normalizer.Form.NFC));
  }
}

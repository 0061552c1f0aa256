// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flinkqlip.model.runtime.text.SmallVocabulary.END;
import static org.flinkqlip.model.runtime.text.SmallVocabulary.START;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.flinkqlip.model.runtime.text.ClipVocabulary.Merge;

class ClipTokenizerPropertiesTest {
  private final ClipTokenizer tokenizer = SmallVocabulary.tokenizer(77);

  /** Any chars at all: controls, marks, lone surrogates; and texts that merge often. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(200),
        Arbitraries.strings()
            .withChars("thecas'! <|>/w\u0301\u0300\u00e9\u03a31\n\ud800")
            .ofMaxLength(200),
        Arbitraries.of("<|startoftext|>", "<|endoftext|>", "</w>", "the", " ", "'s")
            .list()
            .ofMaxSize(20)
            .map(parts -> String.join("", parts)));
  }

  @Property
  void anyTextStartsAndEndsAndFitsTheContext(
      @ForAll("texts") String text, @ForAll @IntRange(min = 2, max = 90) int context) {
    int[] ids = new ClipTokenizer(tokenizer.vocabulary(), context).encode(text);

    assertThat(ids.length).isBetween(2, context);
    assertThat(ids[0]).isEqualTo(START);
    assertThat(ids[ids.length - 1]).isEqualTo(END);
    for (int id : ids) {
      assertThat(id).isBetween(0, tokenizer.vocabulary().size() - 1);
    }
  }

  @Property
  void aShorterContextOnlyCutsTheText(
      @ForAll("texts") String text, @ForAll @IntRange(min = 2, max = 90) int context) {
    int[] cut = new ClipTokenizer(tokenizer.vocabulary(), context).encode(text);
    int[] whole = new ClipTokenizer(tokenizer.vocabulary(), 10_000).encode(text);

    assertThat(whole).startsWith(Arrays.copyOf(cut, cut.length - 1));
    assertThat(cut.length).isEqualTo(Math.min(whole.length, context));
  }

  @Property
  void mergesAreThoseOfTheRuleItself(@ForAll("words") String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);

    assertThat(BytePairMerger.merge(bytes, tokenizer.vocabulary()))
        .isEqualTo(mergeOneRankAtATime(bytes).stream().mapToInt(id -> id).toArray());
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings().withChars("aathe'sc!\u00e9").ofMinLength(1).ofMaxLength(60);
  }

  /** The rule as one would write it down, in quadratic time. */
  private List<Integer> mergeOneRankAtATime(byte[] bytes) {
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      ids.add(tokenizer.vocabulary().byteId(bytes[i], i == bytes.length - 1));
    }
    while (true) {
      Merge lowest = null;
      for (int i = 0; i + 1 < ids.size(); i++) {
        Merge merge = tokenizer.vocabulary().merge(ids.get(i), ids.get(i + 1));
        if (merge != null && (lowest == null || merge.rank() < lowest.rank())) {
          lowest = merge;
        }
      }
      if (lowest == null) {
        return ids;
      }
      List<Integer> merged = new ArrayList<>();
      for (int i = 0; i < ids.size(); i++) {
        boolean pair =
            i + 1 < ids.size()
                && lowest.equals(tokenizer.vocabulary().merge(ids.get(i), ids.get(i + 1)));
        merged.add(pair ? lowest.id() : ids.get(i));
        i += pair ? 1 : 0;
      }
      ids = merged;
    }
  }
}

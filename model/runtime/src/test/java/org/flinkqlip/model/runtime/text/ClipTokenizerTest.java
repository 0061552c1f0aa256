// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.flinkqlip.model.runtime.text.SmallVocabulary.END;
import static org.flinkqlip.model.runtime.text.SmallVocabulary.START;
import static org.flinkqlip.model.runtime.text.SmallVocabulary.last;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipTokenizerTest {
  private final ClipTokenizer tokenizer = SmallVocabulary.tokenizer(77);

  @Test
  void wordsBecomeTheTokensOfTheirMerges() {
    assertIds("the cat", 513, 515);
  }

  @Test
  void theMergeOfLowestRankComesFirst() {
    // "c a" before "a t": ca + t, not c + at.
    assertIds("cats", 514, 't', last('s'));
    assertIds("bats", 'b', 516, last('s'));
    assertIds("bat", 'b', 517);
  }

  @Test
  void pairsOfOneRankMergeFromLeftToRight() {
    assertIds("aaaaa", 520, last('a'));
    assertIds("aaaaaaaa", 520, 519, 'a', last('a'));
  }

  @Test
  void caseAndWhiteSpaceMakeNoDifference() {
    assertIds("  THE\t\u00a0 \u2003\n Cat\u001f", 513, 515);
  }

  @Test
  void composedAndDecomposedLettersAreTheSame() {
    assertIds("\u00e9", 521);
    assertIds("e\u0301", 521);
    assertIds("E\u0301", 521);
  }

  @Test
  void digitsStandAlone() {
    assertIds("a12", last('a'), last('1'), last('2'));
  }

  @Test
  void contractionsAndRunsOfSymbolsAreWords() {
    assertIds("cat's!!", 515, 522, 523);
    assertIds("'we'll", last('\''), 'w', last('e'), '\'', 'l', last('l'));
    assertIds("a-'b", last('a'), '-', last('\''), last('b'));
  }

  @Test
  void bytesWithoutMergesStandForThemselves() {
    // U+732B is e7 8c ab.
    assertIds("\u732b", 0xe7, 0x8c, 256 + 0xab);
  }

  @Test
  void specialTokensInATextAreThemselves() {
    assertIds("the<|endoftext|>cat <|StartOfText|>", 513, END, 515, START);
  }

  @Test
  void symbolsBeforeASpecialTokenMakeItText() {
    int[] ids = tokenizer.encode("!<|endoftext|>");

    assertThat(ids).startsWith(START, '!', '<', last('|')).endsWith('|', last('>'), END);
    assertThat(IntStream.of(ids).filter(id -> id == END)).hasSize(1);
  }

  @Test
  void loneSurrogatesAreReplacementCharacters() {
    assertThat(tokenizer.encode("a\ud800 \udc00b")).isEqualTo(tokenizer.encode("a\ufffd \ufffdb"));
  }

  @Test
  void anEmptyTextIsStartAndEnd() {
    assertIds("");
    assertIds(" \n ");
  }

  @Test
  void aLongTextIsCutAndKeepsItsEnd() {
    ClipTokenizer shorter = SmallVocabulary.tokenizer(4);

    assertThat(shorter.encode("the the the the")).containsExactly(START, 513, 513, END);
    assertThat(shorter.encode("the cats")).containsExactly(START, 513, 514, END);
    assertThat(SmallVocabulary.tokenizer(2).encode("the")).containsExactly(START, END);
  }

  @Test
  void aContextWithoutRoomForStartAndEndIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmallVocabulary.tokenizer(1))
        .withMessageContaining("at least 2");
  }

  @Test
  void bothLayoutsOfTheFilesMakeTheSameTokenizer() throws Exception {
    Path file = SmallVocabulary.DIRECTORY.resolve(ClipVocabulary.TOKENIZER);
    ClipTokenizer other = new ClipTokenizer(ClipVocabulary.readTokenizer(file), 77);

    assertThat(other.vocabulary().size()).isEqualTo(tokenizer.vocabulary().size());
    for (String text :
        List.of("the cat's 12 b\u00e9!!", "aaaaaaa", "<|endoftext|>", "that \u732b heat", "!!!")) {
      assertThat(other.encode(text)).isEqualTo(tokenizer.encode(text));
    }
  }

  /** Each would take minutes or more where time grows with the square of a word or run. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "x", "\u0323\u0301", "\u03a3", "\u03a3'", "\ud800", "'", " ", "a "})
  void aMebiByteOfAnythingTakesSeconds(String unit) {
    String text = "a" + unit.repeat((1 << 20) / unit.length());

    int[] ids = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> tokenizer.encode(text));

    assertThat(ids.length).isBetween(2, 77);
  }

  @Test
  void threadsShareATokenizer() throws Exception {
    int[] expected = SmallVocabulary.tokenizer(77).encode("the cat's bats");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<int[]> task = () -> tokenizer.encode("the cat's bats");
      for (Future<int[]> ids : threads.invokeAll(Collections.nCopies(200, task))) {
        assertThat(ids.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void theCacheStaysBounded() {
    WordCache cache = new WordCache();
    int[] ids = {1};
    for (int i = 0; i < 3 * WordCache.WORDS; i++) {
      assertThat(cache.get("w" + i, word -> ids)).isSameAs(ids);
    }
    assertThat(cache.size()).isBetween(1, WordCache.WORDS);

    int before = cache.size();
    cache.get("x".repeat(WordCache.MAX_LENGTH + 1), word -> ids);
    assertThat(cache.size()).isEqualTo(before);
  }

  private void assertIds(String text, int... words) {
    int[] expected = new int[words.length + 2];
    expected[0] = START;
    System.arraycopy(words, 0, expected, 1, words.length);
    expected[words.length + 1] = END;
    assertThat(tokenizer.encode(text)).isEqualTo(expected);
  }
}

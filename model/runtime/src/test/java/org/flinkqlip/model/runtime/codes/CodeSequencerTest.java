// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CodeSequencerTest {
  private static final CodeLayout LAYOUT = new CodeLayout(28, 14);

  /** Groups 1 and 2, then 3 and 4. */
  private static final int[] CODES = {1 << 14 | 2, 3 << 14 | 4};

  @Test
  void groupsFollowTokenByToken() {
    assertThat(new CodeSequencer(CodeSequenceOptions.of(LAYOUT)).toSequence(CODES))
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void groupsFollowGroupByGroup() {
    assertThat(sequencer(CodeOrder.GROUP_BY_GROUP, GroupVocabularies.SHARED).toSequence(CODES))
        .containsExactly(90, 101, 103, 102, 104, 91);
  }

  @Test
  void groupsMayHaveIdsOfTheirOwn() {
    assertThat(sequencer(CodeOrder.TOKEN_BY_TOKEN, GroupVocabularies.DISTINCT).toSequence(CODES))
        .containsExactly(90, 101, 100 + 16384 + 2, 103, 100 + 16384 + 4, 91);
  }

  @Test
  void aGroupOfAllBitsIsOneIdPerToken() {
    CodeSequenceOptions options = CodeSequenceOptions.of(new CodeLayout(28, 28));

    assertThat(new CodeSequencer(options).toSequence(CODES)).containsExactly(CODES);
    assertThat(options.vocabularySize()).isEqualTo(1 << 28);
  }

  @Test
  void theVocabularyHoldsEveryId() {
    assertThat(CodeSequenceOptions.of(LAYOUT).vocabularySize()).isEqualTo(16384);
    assertThat(options(0, GroupVocabularies.DISTINCT, -1, -1).vocabularySize()).isEqualTo(32768);
    assertThat(options(100, GroupVocabularies.SHARED, 5, 7).vocabularySize()).isEqualTo(16484);
    assertThat(options(100, GroupVocabularies.SHARED, 20000, 7).vocabularySize()).isEqualTo(20001);
    assertThat(options(100, GroupVocabularies.SHARED, 5, 30000).vocabularySize()).isEqualTo(30001);
    assertThat(options(Integer.MAX_VALUE - 16384, GroupVocabularies.SHARED, 5, 7).vocabularySize())
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void idsBeyondIntAreRefused() {
    assertRefused(Integer.MAX_VALUE - 16383, -1, -1, "leaves no room for 16384 ids");
    assertRefused(-1, -1, -1, "vocabulary offset -1");
    assertRefused(0, Integer.MAX_VALUE, -1, "begin-of-image id 2147483647 is not in");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options(Integer.MAX_VALUE - 16384, GroupVocabularies.DISTINCT, -1, -1))
        .withMessageContaining("32768 ids");
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> CodeSequenceOptions.of(LAYOUT).sequenceLength(1 << 30));
  }

  @Test
  void markersThatAreAlsoOtherIdsAreRefused() {
    assertRefused(100, 100, -1, "begin-of-image id 100 is also the id of a code");
    assertRefused(100, 99, 16483, "end-of-image id 16483 is also the id of a code");
    assertRefused(100, 99, 99, "both 99; they must differ");
    assertThat(options(100, GroupVocabularies.SHARED, 99, 16484).vocabularySize()).isEqualTo(16485);
  }

  @Test
  void codesOutOfRangeHaveNoSequence() {
    CodeSequencer sequencer = new CodeSequencer(CodeSequenceOptions.of(LAYOUT));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> sequencer.toSequence(new int[] {0, 1 << 28}))
        .withMessageContaining("position 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sequencer.toSequence(new CodeGrid(1, 1, 18, new int[1])))
        .withMessageContaining("18 bits");
  }

  @Test
  void wrongSequencesAreRefusedWithPositionAndFault() {
    CodeSequencer sequencer = sequencer(CodeOrder.GROUP_BY_GROUP, GroupVocabularies.DISTINCT);

    assertWrong(sequencer, 0, "id 91 instead of begin-of-image, 90", 91, 101, 16485, 91);
    assertWrong(sequencer, 3, "id 90 instead of end-of-image, 91", 90, 101, 16485, 90);
    assertWrong(sequencer, 1, "id 99 is not in [100, 16484), the ids of group 0", 90, 99, 0, 91);
    assertWrong(sequencer, 2, "id 101 is not in [16484, 32868)", 90, 101, 101, 91);
    assertWrong(sequencer, 1, "id 16485 is not in [100, 16484)", 90, 16485, 16486, 91);
    assertWrong(sequencer, 3, "3 ids are no whole number of tokens of 2 groups", 90, 101, 91);
    assertWrong(sequencer, 1, "1 ids are no whole number", 90);
    assertWrong(sequencer, 0, "0 ids are no whole number");
  }

  @Test
  void idsOfATokenMustBeComplete() {
    CodeSequencer sequencer = new CodeSequencer(CodeSequenceOptions.of(LAYOUT));

    assertWrong(sequencer, 3, "3 ids are no whole number of tokens of 2 groups", 1, 2, 3);
    assertWrong(sequencer, 2, "id -5 is not in [0, 16384)", 1, 2, -5, 3);
  }

  @Test
  void aSequenceOfAnotherImageSizeIsRefused() throws Exception {
    CodeSequencer sequencer = new CodeSequencer(CodeSequenceOptions.of(LAYOUT));

    assertThat(sequencer.toGrid(new int[] {1, 2, 3, 4}, 1, 2))
        .isEqualTo(new CodeGrid(1, 2, 28, CODES));
    assertThatExceptionOfType(InvalidSequenceException.class)
        .isThrownBy(() -> sequencer.toGrid(new int[] {1, 2, 3, 4}, 2, 2))
        .withMessageContaining("position 4: 4 ids, but a grid of 2 x 2 has 8");
  }

  private static void assertWrong(
      CodeSequencer sequencer, int position, String fault, int... sequence) {
    assertThatExceptionOfType(InvalidSequenceException.class)
        .isThrownBy(() -> sequencer.toCodes(sequence))
        .withMessageContaining("wrong at position %d: %s".formatted(position, fault))
        .returns(position, InvalidSequenceException::position);
  }

  private static void assertRefused(int offset, int begin, int end, String fault) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options(offset, GroupVocabularies.SHARED, begin, end))
        .withMessageContaining(fault);
  }

  private static CodeSequencer sequencer(CodeOrder order, GroupVocabularies vocabularies) {
    return new CodeSequencer(
        new CodeSequenceOptions(
            LAYOUT, order, vocabularies, 100, OptionalInt.of(90), OptionalInt.of(91)));
  }

  /** A marker of -1 stands for none. */
  private static CodeSequenceOptions options(
      int offset, GroupVocabularies vocabularies, int begin, int end) {
    return new CodeSequenceOptions(
        LAYOUT, CodeOrder.TOKEN_BY_TOKEN, vocabularies, offset, marker(begin), marker(end));
  }

  private static OptionalInt marker(int id) {
    return id == -1 ? OptionalInt.empty() : OptionalInt.of(id);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.codes;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How the codes of an image become ids of a language model's vocabulary.
 *
 * @param layout of a code; each group becomes one id, so a group of all bits makes one id per token
 * @param order of the ids where a code has several groups
 * @param vocabularies whether groups share their ids
 * @param vocabularyOffset the first id that stands for a group: the size of the vocabulary before
 *     it, such as the text's, or 0
 * @param beginOfImage id before those of the groups, outside of their range; may be empty
 * @param endOfImage id after those of the groups, outside of their range; may be empty
 */
public record CodeSequenceOptions(
    CodeLayout layout,
    CodeOrder order,
    GroupVocabularies vocabularies,
    int vocabularyOffset,
    OptionalInt beginOfImage,
    OptionalInt endOfImage) {

  public CodeSequenceOptions {
    requireNonNull(layout, "layout is null");
    requireNonNull(order, "order is null");
    requireNonNull(vocabularies, "vocabularies is null");
    requireNonNull(beginOfImage, "beginOfImage is null");
    requireNonNull(endOfImage, "endOfImage is null");
    int codeIds = codeIds(layout, vocabularies);
    // The size of the vocabulary must be an int too, so the largest int is no id.
    if (vocabularyOffset < 0 || vocabularyOffset > Integer.MAX_VALUE - codeIds) {
      throw new IllegalArgumentException(
          "vocabulary offset %d leaves no room for %d ids of codes below 2^31 - 1"
              .formatted(vocabularyOffset, codeIds));
    }
    checkMarker("begin-of-image", beginOfImage, vocabularyOffset, codeIds);
    checkMarker("end-of-image", endOfImage, vocabularyOffset, codeIds);
    if (beginOfImage.isPresent() && beginOfImage.equals(endOfImage)) {
      throw new IllegalArgumentException(
          "begin-of-image and end-of-image are both %d; they must differ"
              .formatted(beginOfImage.getAsInt()));
    }
  }

  /** Groups of a token one after the other, ids shared and from 0 on, nothing around them. */
  public static CodeSequenceOptions of(CodeLayout layout) {
    return new CodeSequenceOptions(
        layout,
        CodeOrder.TOKEN_BY_TOKEN,
        GroupVocabularies.SHARED,
        0,
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  private static void checkMarker(String name, OptionalInt marker, int offset, int codeIds) {
    if (marker.isEmpty()) {
      return;
    }
    int id = marker.getAsInt();
    if (id < 0 || id == Integer.MAX_VALUE) {
      throw new IllegalArgumentException("%s id %d is not in [0, 2^31 - 1)".formatted(name, id));
    }
    if (id >= offset && id < offset + codeIds) {
      throw new IllegalArgumentException(
          "%s id %d is also the id of a code: those are in [%d, %d)"
              .formatted(name, id, offset, offset + codeIds));
    }
  }

  private static int codeIds(CodeLayout layout, GroupVocabularies vocabularies) {
    return vocabularies == GroupVocabularies.SHARED
        ? layout.groupVocabularySize()
        : Math.multiplyExact(layout.groups(), layout.groupVocabularySize());
  }

  /** Number of ids that stand for groups: from the offset on, without a gap. */
  public int codeIds() {
    return codeIds(layout, vocabularies);
  }

  /** Smallest vocabulary that holds every id of a sequence, the offset's included. */
  public int vocabularySize() {
    return IntStream.of(
                vocabularyOffset + codeIds() - 1, beginOfImage.orElse(0), endOfImage.orElse(0))
            .max()
            .getAsInt()
        + 1;
  }

  /**
   * Ids of an image's sequence.
   *
   * @param tokens codes of the image
   * @throws ArithmeticException if an array cannot hold them
   */
  public int sequenceLength(int tokens) {
    return Math.addExact(Math.multiplyExact(tokens, layout.groups()), markers());
  }

  /** How many of begin and end there are. */
  int markers() {
    return (beginOfImage.isPresent() ? 1 : 0) + (endOfImage.isPresent() ? 1 : 0);
  }

  /** The id that stands for 0 in a group. */
  int firstId(int group) {
    return vocabularies == GroupVocabularies.SHARED
        ? vocabularyOffset
        : vocabularyOffset + group * layout.groupVocabularySize();
  }
}

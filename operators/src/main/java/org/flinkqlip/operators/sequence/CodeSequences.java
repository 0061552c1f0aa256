// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.sequence;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import org.flinkqlip.model.runtime.codes.CodeLayout;
import org.flinkqlip.model.runtime.codes.CodeOrder;
import org.flinkqlip.model.runtime.codes.CodeSequenceOptions;
import org.flinkqlip.model.runtime.codes.CodeSequencer;
import org.flinkqlip.model.runtime.codes.GroupVocabularies;
import org.flinkqlip.schemas.CodeSequence;
import org.flinkqlip.schemas.PrimitiveLists;
import org.jspecify.annotations.Nullable;

/** The part of a record that holds a sequence and tells how it was made. */
public final class CodeSequences {
  private CodeSequences() {}

  /** The sequence of an image's codes. */
  public static CodeSequence of(CodeSequencer sequencer, int[] codes) {
    CodeSequenceOptions options = sequencer.options();
    return CodeSequence.newBuilder()
        .setIds(PrimitiveLists.ofInts(sequencer.toSequence(codes)))
        .setGroupSize(options.layout().groupSize())
        .setOrder(label(options.order()))
        .setVocabularies(label(options.vocabularies()))
        .setVocabularyOffset(options.vocabularyOffset())
        .setBeginOfImage(boxed(options.beginOfImage()))
        .setEndOfImage(boxed(options.endOfImage()))
        .build();
  }

  /**
   * How a sequence was made.
   *
   * @param bits of one code
   * @throws IllegalArgumentException if the record contradicts itself or holds a word of a newer
   *     version
   */
  public static CodeSequenceOptions options(CodeSequence sequence, int bits) {
    return new CodeSequenceOptions(
        new CodeLayout(bits, sequence.getGroupSize()),
        constant(CodeOrder.class, sequence.getOrder()),
        constant(GroupVocabularies.class, sequence.getVocabularies()),
        sequence.getVocabularyOffset(),
        optional(sequence.getBeginOfImage()),
        optional(sequence.getEndOfImage()));
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E constant(Class<E> constants, String label) {
    return Arrays.stream(constants.getEnumConstants())
        .filter(constant -> label(constant).equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is none of %s"
                        .formatted(
                            label,
                            Arrays.stream(constants.getEnumConstants())
                                .map(CodeSequences::label)
                                .toList())));
  }

  private static @Nullable Integer boxed(OptionalInt id) {
    return id.isPresent() ? id.getAsInt() : null;
  }

  private static OptionalInt optional(@Nullable Integer id) {
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }
}

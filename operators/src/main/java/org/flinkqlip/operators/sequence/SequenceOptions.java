// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.sequence;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.OptionalInt;
import org.flinkqlip.model.runtime.codes.CodeLayout;
import org.flinkqlip.model.runtime.codes.CodeOrder;
import org.flinkqlip.model.runtime.codes.CodeSequenceOptions;
import org.flinkqlip.model.runtime.codes.CodeSequencer;
import org.flinkqlip.model.runtime.codes.GroupVocabularies;
import org.jspecify.annotations.Nullable;

/**
 * How codes become a sequence of ids, before the model is known.
 *
 * @param groups of a code, each of which becomes one id
 * @param order of the ids
 * @param vocabularies whether groups share their ids
 * @param vocabularyOffset the first id that stands for a group
 * @param beginOfImage id in front, or null
 * @param endOfImage id behind, or null
 */
public record SequenceOptions(
    int groups,
    CodeOrder order,
    GroupVocabularies vocabularies,
    int vocabularyOffset,
    @Nullable Integer beginOfImage,
    @Nullable Integer endOfImage)
    implements Serializable {

  public SequenceOptions {
    requireNonNull(order, "order is null");
    requireNonNull(vocabularies, "vocabularies is null");
    if (groups < 1) {
      throw new IllegalArgumentException("groups must be positive: " + groups);
    }
  }

  /**
   * The mapping for a model.
   *
   * @param bits of one code
   * @throws IllegalArgumentException if the groups do not tile the bits, or ids meet or overflow
   */
  public CodeSequencer sequencer(int bits) {
    if (bits % groups != 0) {
      throw new IllegalArgumentException(
          "%d groups do not tile codes of %d bits: choose a divisor of %d"
              .formatted(groups, bits, bits));
    }
    return new CodeSequencer(
        new CodeSequenceOptions(
            new CodeLayout(bits, bits / groups),
            order,
            vocabularies,
            vocabularyOffset,
            optional(beginOfImage),
            optional(endOfImage)));
  }

  private static OptionalInt optional(@Nullable Integer id) {
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }
}

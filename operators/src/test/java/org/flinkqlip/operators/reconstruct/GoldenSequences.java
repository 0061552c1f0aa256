// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.reconstruct;

import java.util.OptionalInt;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.codes.CodeOrder;
import org.flinkqlip.model.runtime.codes.CodeSequenceOptions;
import org.flinkqlip.model.runtime.codes.CodeSequencer;
import org.flinkqlip.model.runtime.codes.GroupVocabularies;
import org.flinkqlip.operators.sequence.CodeSequences;
import org.flinkqlip.schemas.CodeSequence;

/** Codes as a language model would have made them. */
final class GoldenSequences {
  private GoldenSequences() {}

  static CodeSequence of(ModelBundle bundle, int[] codes) {
    return CodeSequences.of(
        new CodeSequencer(
            new CodeSequenceOptions(
                bundle.manifest().codeLayout(),
                CodeOrder.GROUP_BY_GROUP,
                GroupVocabularies.DISTINCT,
                1000,
                OptionalInt.of(3),
                OptionalInt.empty())),
        codes);
  }
}

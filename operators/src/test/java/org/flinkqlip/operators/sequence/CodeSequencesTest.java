// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.flinkqlip.model.runtime.codes.CodeLayout;
import org.flinkqlip.model.runtime.codes.CodeOrder;
import org.flinkqlip.model.runtime.codes.CodeSequenceOptions;
import org.flinkqlip.model.runtime.codes.CodeSequencer;
import org.flinkqlip.model.runtime.codes.GroupVocabularies;
import org.flinkqlip.schemas.CodeSequence;
import org.junit.jupiter.api.Test;

class CodeSequencesTest {
  private static final CodeSequenceOptions OPTIONS =
      new CodeSequenceOptions(
          new CodeLayout(4, 2),
          CodeOrder.GROUP_BY_GROUP,
          GroupVocabularies.DISTINCT,
          100,
          OptionalInt.of(7),
          OptionalInt.empty());

  @Test
  void recordSaysHowItsSequenceWasMade() throws Exception {
    CodeSequence sequence =
        CodeSequences.of(new CodeSequencer(OPTIONS), new int[] {0b0110, 0b1101});

    assertThat(sequence.getIds()).containsExactly(7, 101, 103, 106, 105);
    assertThat(sequence.getGroupSize()).isEqualTo(2);
    assertThat(sequence.getOrder()).isEqualTo("group-by-group");
    assertThat(sequence.getVocabularies()).isEqualTo("distinct");
    assertThat(sequence.getVocabularyOffset()).isEqualTo(100);
    assertThat(sequence.getBeginOfImage()).isEqualTo(7);
    assertThat(sequence.getEndOfImage()).isNull();
    assertThat(CodeSequences.options(sequence, 4)).isEqualTo(OPTIONS);
  }

  @Test
  void recordThatContradictsItselfIsRefused() {
    CodeSequence sequence = CodeSequences.of(new CodeSequencer(OPTIONS), new int[] {0});
    sequence.setGroupSize(3);

    assertThatThrownBy(() -> CodeSequences.options(sequence, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("groups of 3 bits do not tile 4 bits");
  }
}

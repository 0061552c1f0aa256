// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flinkqlip.operators.quarantine.CaseFile.Failures;
import org.flinkqlip.operators.record.InputPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseFileTest {
  private static final InputPosition RECORD = new InputPosition("in-put.a_b", 3, 17);
  private static final OffsetRange RANGE = new OffsetRange(RECORD, 49);

  @Test
  void whatIsWrittenIsRead() {
    CaseFile file =
        new CaseFile(
            List.of(RANGE),
            List.of(OffsetRange.of(RECORD)),
            Optional.of(RECORD),
            Map.of(RECORD, new Failures(2, "a cause\tover\nlines")));

    assertThat(CaseFile.parse(file.text()))
        .isEqualTo(
            new CaseFile(
                List.of(RANGE),
                List.of(OffsetRange.of(RECORD)),
                Optional.of(RECORD),
                Map.of(RECORD, new Failures(2, "a cause over lines"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "alone\tx", "suspect\ta-0@1", "under-way\t..", "what\tever"})
  void whatIsNoCaseAccusesNobody(String text) {
    assertThat(CaseFile.parse(text)).isEqualTo(CaseFile.EMPTY);
  }

  @Test
  void whatADeadTaskHadUnderWayIsSuspectAndWhoRanAloneHasFailed() {
    CaseFile file =
        new CaseFile(
            List.of(RANGE),
            List.of(),
            Optional.of(RECORD),
            Map.of(RECORD, new Failures(1, "first")));

    CaseFile inherited = file.inherited("second");

    assertThat(inherited.underWay()).isEmpty();
    assertThat(inherited.alone()).isEmpty();
    assertThat(inherited.suspects()).contains(RANGE);
    assertThat(inherited.failures()).isEqualTo(Map.of(RECORD, new Failures(2, "second")));
  }

  @Test
  void aRangeShrinksFromItsFront() {
    assertThat(RANGE.after(new InputPosition("in-put.a_b", 3, 17)))
        .hasValue(new OffsetRange(new InputPosition("in-put.a_b", 3, 18), 49));
    assertThat(RANGE.after(new InputPosition("in-put.a_b", 3, 48))).isEmpty();
    assertThat(RANGE.contains(new InputPosition("in-put.a_b", 4, 17))).isFalse();
    assertThat(OffsetRange.parse(RANGE.toString())).hasValue(RANGE);
  }
}

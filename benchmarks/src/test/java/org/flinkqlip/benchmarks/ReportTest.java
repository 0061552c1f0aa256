// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ReportTest {
  private final Report report = new Report();

  @Test
  void aGoalIsReachedOnItsOwnSide() {
    assertThat(Report.Figure.atLeast("a", 1.25, "ratio", 1.25, "").reached()).isTrue();
    assertThat(Report.Figure.atLeast("a", 1.24, "ratio", 1.25, "").reached()).isFalse();
    assertThat(Report.Figure.atMost("a", 20, "ms", 20, "").reached()).isTrue();
    assertThat(Report.Figure.atMost("a", 21, "ms", 20, "").reached()).isFalse();
    assertThat(Report.Figure.of("a", 0, "ms", "").reached()).isTrue();
  }

  @Test
  void whatWasNotMeasuredIsNoFigure() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Report.Figure.of("speed", Double.NaN, "ratio", ""))
        .withMessageContaining("speed was not measured");
  }

  @Test
  void aNameIsUsedOnce() {
    report.add(Report.Figure.of("speed", 1, "ratio", ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> report.add(Report.Figure.of("speed", 2, "ratio", "")))
        .withMessageContaining("speed");
  }

  @Test
  void oneWrongResultIsEnough() {
    report.add(new Report.Gate("pixels", true, ""));
    assertThat(report.passed()).isTrue();
    report.add(new Report.Gate("codes", false, ""));
    assertThat(report.passed()).isFalse();
  }
}

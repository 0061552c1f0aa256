// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static java.util.Objects.requireNonNull;

import org.flinkqlip.benchmarks.Report;

/** What the parts of the suite have to tell, in a few words each. */
final class Findings {
  private final Report report;

  Findings(Report report) {
    this.report = requireNonNull(report, "report is null");
  }

  /** A figure without a goal. */
  void figure(String name, double value, String unit, String note) {
    report.add(Report.Figure.of(name, value, unit, note));
  }

  /** A figure that should reach a goal. */
  void atLeast(String name, double value, double goal, String unit, String note) {
    report.add(Report.Figure.atLeast(name, value, unit, goal, note));
  }

  /** A figure that should not exceed a goal. */
  void atMost(String name, double value, double goal, String unit, String note) {
    report.add(Report.Figure.atMost(name, value, unit, goal, note));
  }

  /** What must hold for the figures to count. */
  void gate(String name, boolean passed, String note) {
    report.add(new Report.Gate(name, passed, note));
  }
}

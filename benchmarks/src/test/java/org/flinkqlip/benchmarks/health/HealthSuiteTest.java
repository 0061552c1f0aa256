// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import org.flinkqlip.benchmarks.Contexts;
import org.flinkqlip.benchmarks.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthSuiteTest {
  @TempDir private Path folder;

  @Test
  void aQuickRunChecksThatResultsAreTheSameThenTimesTheWatch() throws Exception {
    Report report = new Report();
    new HealthSuite()
        .run(Contexts.quick(folder.resolve("none"), folder, new ArrayList<>()), report);

    assertThat(report.passed()).as(report.gates().toString()).isTrue();
    assertThat(report.gates()).extracting(Report.Gate::name).containsExactly("sameResults");
    assertThat(report.figures())
        .extracting(Report.Figure::name)
        .containsExactly(
            "monitorToBatch",
            "watchedToUnwatched",
            "monitorMicros",
            "tallyMicrosLarge",
            "reconstructionToImage");
  }
}

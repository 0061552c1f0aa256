// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.flinkqlip.benchmarks.BenchContext;
import org.flinkqlip.benchmarks.Report;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.model.runtime.onnx.Provider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker and a real job, for a moment each. */
class PipelineSuiteLongIT {

  @Test
  void quickRunPassesItsGatesAndTellsEveryFigure(@TempDir Path directory) throws Exception {
    Path charts = Files.createDirectory(directory.resolve("charts"));
    Path work = Files.createDirectory(directory.resolve("work"));
    Report report = new Report();

    new PipelineSuite()
        .run(
            new BenchContext(
                true,
                DefaultModel.open(),
                Provider.CPU,
                Path.of("/usr/bin/python3"),
                work,
                charts,
                what -> {}),
            report);

    assertThat(report.gates())
        .extracting(Report.Gate::name)
        .containsExactly("jobCodesEqualBareCodesSmall", "startWeightsAreMapped");
    assertThat(report.gates()).allMatch(Report.Gate::passed);
    Map<String, Double> figures =
        report.figures().stream()
            .collect(Collectors.toMap(Report.Figure::name, Report.Figure::value));
    assertThat(figures)
        .containsKeys(
            "overheadMicrosSmall",
            "overheadBytesSmall",
            "latencyP50Millis",
            "latencyP99Millis",
            "latencyLinger20Batch8P99Millis",
            "growthBatchSteepest",
            "growthMemorySteepest",
            "growthEdgeSteepest",
            "growthPartitionsSteepest",
            "startFirstResultMillis",
            "startDeployMillis");
    for (String name :
        List.of(
            "jobToBareSmall",
            "jobToBareWithImagingSmall",
            "bareWithImagingToBareSmall",
            "jobMicrosSmall",
            "jobBytesSmall",
            "growthParallelism2To1",
            "startTotalMillis",
            "startJobMillis",
            "startLoadMillis")) {
      assertThat(figures.get(name)).as(name).isPositive();
    }
    try (var files = Files.list(charts)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("pipeline-latency.png", "pipeline-growth.png");
    }
    assertThat(work).as("logs and data are gone").isEmptyDirectory();
  }
}

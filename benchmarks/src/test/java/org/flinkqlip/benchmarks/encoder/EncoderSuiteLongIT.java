// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.flinkqlip.benchmarks.Contexts;
import org.flinkqlip.benchmarks.Report;
import org.flinkqlip.model.runtime.bundle.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderSuiteLongIT {
  @TempDir private Path folder;
  private final List<String> heard = new ArrayList<>();

  private Report run() throws Exception {
    Report report = new Report();
    new EncoderSuite().run(Contexts.quick(folder.resolve("none"), folder, heard), report);
    return report;
  }

  @Test
  void aQuickRunChecksResultsThenTimesEachGraph() throws Exception {
    Report report = run();
    assertThat(report.gates())
        .extracting(Report.Gate::name)
        .contains("fusedEqualsPlain", "smallFusedEqualsPlain", "productsEqualJava");
    assertThat(report.passed()).as(report.gates().toString()).isTrue();
    assertThat(report.figures())
        .extracting(Report.Figure::name)
        .contains("fusedToPlain", "fusedToMatMul", "fusedGflops", "matMulGflops")
        .contains("allThreadsToOne", "smallFusedToPlain", "imagesPerSecondBatch2");
    assertThat(folder.resolve("charts/encoder-batch.png")).isNotEmptyFile();

    boolean exportsInt8 =
        Arrays.stream(Precision.values()).anyMatch(one -> one.name().equals("INT8"));
    assertThat(report.figures().stream().anyMatch(one -> one.name().equals("int8ToFloat32")))
        .isEqualTo(exportsInt8);

    heard.clear();
    run();
    assertThat(heard).noneMatch(line -> line.contains("exporting"));
  }
}

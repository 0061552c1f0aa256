// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import org.flinkqlip.benchmarks.Contexts;
import org.flinkqlip.benchmarks.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceSuiteLongIT {

  @Test
  void aQuickRunMeasuresBothValuesOfCpuNodes(@TempDir Path folder) throws Exception {
    Report report = new Report();

    new DeviceSuite()
        .run(Contexts.quick(folder.resolve("none"), folder, new ArrayList<>()), report);

    assertThat(report.passed()).as(report.gates().toString()).isTrue();
    assertThat(report.figures())
        .extracting(Report.Figure::name)
        .contains("imagesPerSecondBatch2", "opensWithoutCpuNodes", "forbidToAllow", "memoryGrowth");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import org.flinkqlip.benchmarks.Contexts;
import org.flinkqlip.benchmarks.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JmhSuiteLongIT {
  @TempDir private Path folder;

  @Test
  void eachBenchmarkRunsOnceAfterItsResultWasFoundRight() throws Exception {
    Report report = new Report();
    new JmhSuite().run(Contexts.quick(folder, folder, new ArrayList<>()), report);
    assertThat(report.passed()).isTrue();
    assertThat(report.figures())
        .extracting(Report.Figure::name)
        .contains("preprocessJpeg", "resizeResize500", "resizeResize1280", "tokenizerTokenize")
        .contains("avroWriteCodes", "avroWriteEmbedding")
        .contains("safetensorsReadF32", "safetensorsReadF16", "avroWriteCodesAllocatedBytes");
  }
}

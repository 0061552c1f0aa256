// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the runtime makes of our setting; without a GPU, every node is on the CPU. */
class CpuNodesTest {
  @TempDir private static Path directory;
  private static ModelBundle bundle;

  @BeforeAll
  static void export() throws Exception {
    bundle =
        BundleExporter.export(
            Path.of("../golden/eva-p16-64"),
            directory.resolve("bundle"),
            ExportOptions.named("golden"));
  }

  @Test
  void aGraphWithNodesOnTheCpuIsRefusedUnderForbid() {
    assertThatThrownBy(() -> load(CpuNodes.FORBID))
        .isInstanceOf(OrtException.class)
        .hasMessageContaining("CPU EP");
  }

  @Test
  void aGraphWithNodesOnTheCpuLoadsUnderAllow() throws Exception {
    assertThat(load(CpuNodes.ALLOW)).isPositive();
  }

  private static long load(CpuNodes cpuNodes) throws Exception {
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      OnnxSession.limit(settings, cpuNodes);
      try (OrtSession session =
          OnnxEnvironment.get()
              .createSession(bundle.file(ModelBundle.ENCODER).toString(), settings)) {
        return session.getNumOutputs();
      }
    }
  }
}

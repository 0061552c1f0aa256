// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.flinkqlip.benchmarks.Report;
import org.flinkqlip.benchmarks.models.MeasuredModel;
import org.flinkqlip.model.export.checkpoint.Checkpoint;
import org.flinkqlip.model.export.checkpoint.QlipConfig;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatMulGraphTest {
  private static final int WIDTH = 64;
  private static final int INTERMEDIATE = 96;
  private static final int LAYERS = 2;

  @TempDir private Path folder;
  private QlipConfig config;

  @BeforeEach
  void writeModel() throws Exception {
    MeasuredModel.TINY.checkpoint().write(folder);
    config = Checkpoint.readConfig(folder.resolve(Checkpoint.CONFIG));
  }

  @Test
  void itHasTheProductsOfTheBlocksAndNoOthers() {
    double multiplyAdds = LAYERS * (4 * WIDTH * WIDTH + 3 * WIDTH * INTERMEDIATE);
    assertThat(new MatMulGraph(config.vision().transformer()).operationsOfRow())
        .isEqualTo(2 * multiplyAdds);
  }

  @Test
  void attentionAddsToTheOperationsOfTheEncoder() {
    int tokens = EncoderOperations.tokens(config);
    assertThat(tokens).isEqualTo(17);
    double products = new MatMulGraph(config.vision().transformer()).operationsOfRow() * tokens;
    assertThat(EncoderOperations.of(config) - products)
        .isCloseTo(2.0 * LAYERS * 2 * tokens * tokens * WIDTH, within(1e-6));
  }

  @Test
  void theRuntimeGivesWhatJavaGives() throws Exception {
    try (Products products =
        Products.open(
            new MatMulGraph(config.vision().transformer()),
            folder.resolve("products.onnx"),
            5,
            SessionOptions.cpu(1))) {
      Report.Gate gate = products.check();
      assertThat(gate.passed()).as(gate.note()).isTrue();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.export.golden.GoldenModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime keeps what it will tell its makers in files of the user's home. */
class TelemetryTest {
  @TempDir Path bundle;
  @TempDir Path home;

  @BeforeEach
  void export() throws Exception {
    BundleExporter.export(
        GoldenModel.EVA_P16_64.checkpoint(), bundle, ExportOptions.named("golden"));
  }

  @Test
  void sessionsAreNotTold() throws Exception {
    encodeOnce(Map.of());

    for (Path file : files()) {
      assertThat(Files.readString(file, ISO_8859_1))
          .as(file.toString())
          .doesNotContain("SessionCreation")
          .doesNotContain("ModelLoad")
          .doesNotContain("RuntimePerf");
    }
  }

  @Test
  void theVariableThatOurCommandsSetLeavesNothingAtAll() throws Exception {
    encodeOnce(Map.of("ORT_DISABLE_TELEMETRY", "1"));

    assertThat(files()).isEmpty();
  }

  private void encodeOnce(Map<String, String> variables) throws Exception {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            LongCommandLineTest.EncodeOnce.class.getName(),
            bundle.toString());
    // What the test runs under may suppress it: CI does.
    command.environment().clear();
    command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    command.environment().put("HOME", home.toString());
    command.environment().putAll(variables);
    Process process = command.redirectErrorStream(true).start();

    String output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}

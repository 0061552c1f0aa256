// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.export.golden.GoldenModel;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class path of a Flink process is long, and ONNX Runtime reads the command line. */
class LongCommandLineTest {

  @Test
  void aLongCommandLineDoesNotKillTheProcess(@TempDir Path directory) throws Exception {
    BundleExporter.export(
        GoldenModel.EVA_P16_64.checkpoint(), directory, ExportOptions.named("golden"));
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dpadding=" + "x".repeat(100_000),
            EncodeOnce.class.getName(),
            directory.toString());
    command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = command.redirectErrorStream(true).start();

    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(new String(output, StandardCharsets.UTF_8)).isZero();
  }

  /** Encodes one black image. */
  static final class EncodeOnce {
    public static void main(String[] arguments) throws Exception {
      ModelBundle bundle = ModelBundle.open(Path.of(arguments[0]));
      try (EncoderSession session = EncoderSession.open(bundle, SessionOptions.cpu(1))) {
        ByteBuffer pixels = session.newPixelBuffer(1);
        if (session.encode(pixels, 1).codesOf(0).length == 0) {
          throw new AssertionError("no codes");
        }
      }
    }
  }
}

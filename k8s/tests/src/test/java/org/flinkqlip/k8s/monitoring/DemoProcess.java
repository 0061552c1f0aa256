// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.flinkqlip.local.broker.FreePorts;

/** {@code ./qlip demo}, which feeds until it is closed, with all that it can measure. */
final class DemoProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 60;

  private final Process process;
  private final Path output;
  private final int port;

  private DemoProcess(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.port = port;
  }

  static DemoProcess start(Path folder) throws IOException {
    int port = FreePorts.any();
    Path output = folder.resolve("demo.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            MonitoringFiles.ROOT.resolve("qlip").toString(),
            "demo",
            "--count",
            "6000",
            "--rate",
            "10",
            "--option",
            "health.psnr-every=20",
            "--option",
            "health.min-images=16",
            "--keep",
            "--metrics-port",
            Integer.toString(port));
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    return new DemoProcess(process, output, port);
  }

  int metricsPort() {
    return port;
  }

  void throwIfEnded() throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("the demo ended:\n" + Files.readString(output));
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}

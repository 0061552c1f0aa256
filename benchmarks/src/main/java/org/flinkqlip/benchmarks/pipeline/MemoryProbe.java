// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.EncoderSession;
import org.flinkqlip.model.runtime.onnx.SessionOptions;

/**
 * The most memory that a process with nothing but a session needs for batches of a size, on Linux.
 */
final class MemoryProbe {
  /** What it prints: the largest resident set, in KiB. */
  static final String PEAK = "peakKib";

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int CALLS = 3;

  private MemoryProbe() {}

  /**
   * Runs a few batches of zeros.
   *
   * @param arguments folder of the bundle, images of a batch
   */
  public static void main(String[] arguments) throws Exception {
    int batch = Integer.parseInt(arguments[1]);
    ModelBundle bundle = ModelBundle.open(Path.of(arguments[0]));
    try (EncoderSession session = EncoderSession.open(bundle, SessionOptions.cpu(0))) {
      ByteBuffer pixels = session.newPixelBuffer(batch);
      for (int call = 0; call < CALLS; call++) {
        session.encode(pixels, batch);
      }
      ChildJvm.print(PEAK, peakKib());
    }
  }

  private static long peakKib() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
        .findFirst()
        .orElseThrow(() -> new IOException(STATUS + " has no VmHWM"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.encoder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flinkqlip.model.runtime.onnx.Provider;

/** What a device's memory holds, in MiB. */
interface DeviceMemory {

  /** Memory in use now. */
  double usedMib() throws IOException;

  /**
   * The memory of a provider's device: the GPU's as a whole, or what is resident of this process.
   */
  static DeviceMemory of(Provider provider) {
    return switch (provider) {
      case CUDA -> DeviceMemory::ofGpu;
      case CPU -> DeviceMemory::ofProcess;
    };
  }

  private static double ofGpu() throws IOException {
    List<String> command =
        List.of("nvidia-smi", "--query-gpu=memory.used", "--format=csv,noheader,nounits", "--id=0");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String answer = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    try {
      return Double.parseDouble(answer);
    } catch (NumberFormatException e) {
      throw new IOException("nvidia-smi says '%s' where memory was asked for".formatted(answer), e);
    }
  }

  private static double ofProcess() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"), UTF_8)) {
      if (line.startsWith("VmRSS:")) {
        return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    throw new IOException("/proc/self/status has no VmRSS");
  }
}

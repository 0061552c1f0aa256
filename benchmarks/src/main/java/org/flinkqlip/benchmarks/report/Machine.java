// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.OnnxRuntime;

/**
 * Where figures were taken.
 *
 * @param processor its model
 * @param cores that this process may use
 * @param memoryGib of the machine
 * @param system name and version
 * @param java version
 * @param onnxRuntime version
 * @param time when
 */
public record Machine(
    String processor,
    int cores,
    double memoryGib,
    String system,
    String java,
    String onnxRuntime,
    Instant time) {
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final double KIB_OF_GIB = 1 << 20;

  /**
   * This machine, now.
   *
   * @throws InferenceException if ONNX Runtime does not load
   */
  public static Machine here() throws InferenceException {
    return new Machine(
        line(PROCESSOR, "model name", System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors(),
        Double.parseDouble(line(MEMORY, "MemTotal", "0").split(" ", 2)[0]) / KIB_OF_GIB,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.version"),
        OnnxRuntime.version(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** What Linux says; {@code otherwise} where there is no such file. */
  private static String line(Path file, String key, String otherwise) {
    if (!Files.isReadable(file)) {
      return otherwise;
    }
    try {
      return Files.readAllLines(file, UTF_8).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException e) {
      return otherwise;
    }
  }

  /** In one line. */
  @Override
  public String toString() {
    return "%s, %d cores, %.0f GiB, %s, Java %s, ONNX Runtime %s, %s"
        .formatted(processor, cores, memoryGib, system, java, onnxRuntime, time);
  }
}

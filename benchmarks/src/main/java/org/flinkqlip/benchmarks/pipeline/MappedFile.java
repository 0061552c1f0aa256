// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process has mapped into memory, on Linux. */
final class MappedFile {
  private static final Path MAPS = Path.of("/proc/self/maps");

  private MappedFile() {}

  /** Whether a file is mapped, in whole or in part. */
  static boolean isMapped(Path file) throws IOException {
    String path = file.toRealPath().toString();
    try (Stream<String> lines = Files.lines(MAPS)) {
      return lines.anyMatch(line -> line.endsWith(path));
    }
  }
}

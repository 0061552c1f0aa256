// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Job jars as the build makes them.
 *
 * @param first what the job starts as: {@code -Dqlip.faults.previous-jar}, an earlier build, or
 *     else the current jar
 * @param current what it is upgraded to
 */
record JobJars(Path first, Path current) {
  private static final String PREVIOUS = "qlip.faults.previous-jar";

  static JobJars find() throws IOException {
    Path current = inTarget();
    String previous = System.getProperty(PREVIOUS, "");
    return new JobJars(previous.isEmpty() ? current : Path.of(previous), current);
  }

  private static Path inTarget() throws IOException {
    Path target = Path.of("..", "jobs", "target");
    try (Stream<Path> files = Files.list(target)) {
      List<Path> jars =
          files.filter(file -> file.getFileName().toString().endsWith("-job.jar")).toList();
      if (jars.size() != 1) {
        throw new IOException(
            "%s holds %s, expected one *-job.jar: run mvn package"
                .formatted(target.toAbsolutePath().normalize(), jars));
      }
      return jars.get(0);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flinkqlip.model.scratch.Trees;
import org.jspecify.annotations.Nullable;

/**
 * A folder for models and data.
 *
 * @param temporary whether it is deleted in the end
 */
record WorkFolder(Path path, boolean temporary) implements AutoCloseable {

  /** The folder at {@code path}, made if need be; a temporary one for null. */
  static WorkFolder at(@Nullable Path path) throws IOException {
    return path == null
        ? new WorkFolder(Files.createTempDirectory("qlip-bench-"), true)
        : new WorkFolder(Files.createDirectories(path).toAbsolutePath(), false);
  }

  @Override
  public void close() throws IOException {
    if (temporary) {
      Trees.delete(path);
    }
  }
}

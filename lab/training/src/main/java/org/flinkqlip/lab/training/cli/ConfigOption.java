// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import org.flinkqlip.lab.training.config.ConfigFile;
import org.flinkqlip.lab.training.config.TrainingConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The configuration that a command works on. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "Configuration, such as lab/training/configs/default.yaml.")
  private Path file;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Folder that is written to, in place of the configuration's.")
  private @Nullable Path output;

  TrainingConfig read() throws IOException {
    TrainingConfig config = ConfigFile.read(file);
    return output == null ? config : config.withOutput(output);
  }

  /** The folder that the configuration's relative paths start from. */
  Path base() {
    return requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
  }

  Path file() {
    return file;
  }
}

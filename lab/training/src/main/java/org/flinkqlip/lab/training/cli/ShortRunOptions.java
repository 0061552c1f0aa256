// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.cli;

import org.flinkqlip.lab.training.config.TrainingConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long the runs of a comparison are. */
final class ShortRunOptions {
  private static final int SHARE = 10;
  private static final int LEAST = 20;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps of each run. Default: a tenth of stage 1.")
  private @Nullable Integer steps;

  int steps(TrainingConfig config) {
    return steps == null ? Math.max(LEAST, config.stage1().steps() / SHARE) : steps;
  }

  /** The configuration with a folder of its own below its output. */
  TrainingConfig below(TrainingConfig config, String folder) {
    return config.withOutput(config.output().resolve(folder));
  }
}

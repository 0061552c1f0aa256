// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.PreprocessorConfig;
import org.flinkqlip.model.export.checkpoint.RandomCheckpoint;

/** The blocks of the published models, few and narrow: it shows that everything works. */
final class TinyModel {
  private static final String CONFIG = "tiny-model.json";
  private static final int IMAGE_SIZE = 64;
  private static final long SEED = 1;

  private TinyModel() {}

  /** Writes a checkpoint with random weights. */
  static void write(Path directory) throws IOException, CheckpointException {
    try (InputStream in = TinyModel.class.getResourceAsStream(CONFIG)) {
      if (in == null) {
        throw new FileNotFoundException(CONFIG + " is missing from the class path");
      }
      RandomCheckpoint.write(
          directory,
          new String(in.readAllBytes(), UTF_8),
          PreprocessorConfig.clipJson(IMAGE_SIZE),
          SEED);
    }
  }
}

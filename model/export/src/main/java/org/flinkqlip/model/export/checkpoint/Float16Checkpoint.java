// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** Writes a checkpoint again with weights in float16: half the bytes of float32. */
public final class Float16Checkpoint {
  private Float16Checkpoint() {}

  /**
   * Writes the checkpoint in {@code source} to {@code target}; the same source gives the same
   * bytes.
   *
   * @param target folder, made if missing
   * @throws CheckpointException if the source cannot be used, or has weights beyond float16
   */
  public static void write(Path source, Path target) throws IOException, CheckpointException {
    try (Checkpoint checkpoint = Checkpoint.open(source)) {
      CheckpointFolder.write(
          target, source, checkpoint.config(), TensorType.F16, name -> floats(checkpoint, name));
    } catch (IllegalArgumentException e) {
      throw new CheckpointException("[%s] %s".formatted(source, e.getMessage()), e);
    }
  }

  private static float[] floats(Checkpoint checkpoint, String name) throws IOException {
    try {
      return checkpoint.weights().floats(name);
    } catch (CheckpointException e) {
      throw new IllegalStateException("an open checkpoint has its tensors", e);
    }
  }
}

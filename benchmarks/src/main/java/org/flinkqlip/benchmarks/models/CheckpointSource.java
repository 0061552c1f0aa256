package org.flinkqlip.benchmarks.models;

import java.io.IOException;
import java.nio.file.Path;
import org.flinkqlip.model.export.checkpoint.CheckpointException;

/** Where the weights of a measured model come from. */
@FunctionalInterface
public interface CheckpointSource {

  /** Writes the checkpoint to {@code directory}, an empty folder. */
  void write(Path directory) throws IOException, CheckpointException;
}

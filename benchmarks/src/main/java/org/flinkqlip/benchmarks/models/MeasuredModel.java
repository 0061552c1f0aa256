// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.models;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.PublishedModel;
import org.flinkqlip.model.export.defaults.DefaultModel;

/**
 * A model to be measured.
 *
 * @param name of its bundles
 * @param trained whether its weights mean anything
 * @param checkpoint its weights
 */
public record MeasuredModel(String name, boolean trained, CheckpointSource checkpoint) {

  /** Of the size of B/16-256, with random weights, which take as long as trained ones. */
  public static final MeasuredModel LARGE =
      new MeasuredModel(
          "random-b-16-256",
          false,
          directory -> PublishedModel.QLIP_B_16_256.writeRandom(directory, 1));

  /** The trained model that comes along. */
  public static final MeasuredModel DEFAULT =
      new MeasuredModel(DefaultModel.NAME, true, DefaultModel::writeCheckpoint);

  /** So small that it shows only that everything works. */
  public static final MeasuredModel TINY =
      new MeasuredModel("random-tiny", false, TinyModel::write);

  public MeasuredModel {
    requireNonNull(name, "name is null");
    requireNonNull(checkpoint, "checkpoint is null");
  }

  /** Where the weights of a measured model come from. */
  @FunctionalInterface
  public interface CheckpointSource {

    /** Writes the checkpoint to {@code directory}, an empty folder. */
    void write(Path directory) throws IOException, CheckpointException;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** An open checkpoint folder whose tensors are known to fit its configuration. */
public final class Checkpoint implements AutoCloseable {
  public static final String CONFIG = "config.json";
  public static final String PREPROCESSOR = "preprocessor_config.json";
  public static final String WEIGHTS = "model.safetensors";

  /** How many names an error lists before it counts the rest. */
  private static final int NAMED = 8;

  private final QlipConfig config;
  private final PreprocessorConfig preprocessor;
  private final SafetensorsFile weights;

  private Checkpoint(QlipConfig config, PreprocessorConfig preprocessor, SafetensorsFile weights) {
    this.config = config;
    this.preprocessor = preprocessor;
    this.weights = weights;
  }

  /**
   * Opens the checkpoint in {@code directory}.
   *
   * @throws CheckpointException if a file is missing or malformed, or if keys or tensors are
   *     missing, unknown or of another shape than the architecture implies; they are named
   */
  public static Checkpoint open(Path directory) throws IOException, CheckpointException {
    for (String file : List.of(CONFIG, PREPROCESSOR, WEIGHTS)) {
      if (!Files.isRegularFile(directory.resolve(file))) {
        throw new CheckpointException(
            "[%s] has no %s; a checkpoint is a folder with %s, %s and %s"
                .formatted(directory, file, CONFIG, PREPROCESSOR, WEIGHTS));
      }
    }
    QlipConfig config = PublishedConfig.read(directory.resolve(CONFIG));
    PreprocessorConfig preprocessor = PublishedPreprocessor.read(directory.resolve(PREPROCESSOR));
    if (preprocessor.imageSize() != config.vision().grid().imageSize()) {
      throw new CheckpointException(
          "[%s] %s makes images of %d pixels, %s wants %d"
              .formatted(
                  directory,
                  PREPROCESSOR,
                  preprocessor.imageSize(),
                  CONFIG,
                  config.vision().grid().imageSize()));
    }
    SafetensorsFile weights = SafetensorsFile.open(directory.resolve(WEIGHTS));
    try {
      check(config, weights);
    } catch (CheckpointException | RuntimeException e) {
      weights.close();
      throw e;
    }
    return new Checkpoint(config, preprocessor, weights);
  }

  /**
   * Reads an architecture alone.
   *
   * @param file a {@code config.json}
   * @throws CheckpointException if it is malformed, or has keys that are missing or unknown
   */
  public static QlipConfig readConfig(Path file) throws IOException, CheckpointException {
    return PublishedConfig.read(file);
  }

  private static void check(QlipConfig config, SafetensorsFile weights) throws CheckpointException {
    SortedMap<String, List<Long>> expected = CheckpointLayout.shapes(config);
    List<String> missing = new ArrayList<>(expected.keySet());
    missing.removeAll(weights.tensors().keySet());
    List<String> unknown = new ArrayList<>(weights.tensors().keySet());
    unknown.removeAll(expected.keySet());
    unknown.removeIf(CheckpointLayout::isBuffer);
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, List<Long>> tensor : expected.entrySet()) {
      TensorInfo info = weights.tensors().get(tensor.getKey());
      if (info != null && !(info.shape().equals(tensor.getValue()) && info.type().isWeight())) {
        wrong.add(
            "%s is %s %s, expected floats %s"
                .formatted(tensor.getKey(), info.type(), info.shape(), tensor.getValue()));
      }
    }
    refuse(weights.path(), "lacks tensors that %s implies".formatted(CONFIG), missing);
    refuse(weights.path(), "has tensors that %s does not imply".formatted(CONFIG), unknown);
    refuse(weights.path(), "has tensors of other shapes than %s implies".formatted(CONFIG), wrong);
  }

  private static void refuse(Path file, String fault, List<String> items)
      throws CheckpointException {
    if (!items.isEmpty()) {
      String named = String.join(", ", items.subList(0, Math.min(NAMED, items.size())));
      String rest = items.size() > NAMED ? " and %d more".formatted(items.size() - NAMED) : "";
      throw new CheckpointException("[%s] %s: %s%s".formatted(file, fault, named, rest));
    }
  }

  /** The architecture. */
  public QlipConfig config() {
    return config;
  }

  /** The input's preparation. */
  public PreprocessorConfig preprocessor() {
    return preprocessor;
  }

  /** The tensors. */
  public SafetensorsFile weights() {
    return weights;
  }

  @Override
  public void close() throws IOException {
    weights.close();
  }
}

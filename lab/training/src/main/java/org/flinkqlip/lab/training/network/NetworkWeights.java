// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.flinkqlip.model.export.checkpoint.Checkpoint;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.CheckpointFolder;
import org.flinkqlip.model.export.checkpoint.CheckpointLayout;
import org.flinkqlip.model.export.checkpoint.QlipConfig;
import org.flinkqlip.model.export.checkpoint.TensorType;

/**
 * All weights of a network by published name, float32, in the published shapes (linear weights are
 * [out, in]). They are trained unless frozen by {@link #train}. Closing them frees them.
 */
public final class NetworkWeights implements AutoCloseable {
  private final QlipConfig config;
  private final NDManager manager;
  private final SortedMap<String, NDArray> arrays = new TreeMap<>();

  private interface Values {
    float[] of(String name) throws IOException, CheckpointException;
  }

  private NetworkWeights(QlipConfig config, NDManager parent) {
    this.config = requireNonNull(config, "config is null");
    this.manager = parent.newSubManager();
  }

  /**
   * Weights to start a training from, see {@link WeightInitializer}; the same seed gives the same
   * weights.
   */
  public static NetworkWeights random(QlipConfig config, long seed, NDManager parent) {
    NetworkWeights weights = new NetworkWeights(config, parent);
    WeightInitializer initializer = new WeightInitializer(config, seed);
    CheckpointLayout.shapes(config)
        .forEach((name, shape) -> weights.put(name, shape, initializer.values(name, shape)));
    return weights;
  }

  /**
   * The weights of the checkpoint in the folder {@code checkpoint}.
   *
   * @throws CheckpointException if it is not one; the message names the fault
   */
  public static NetworkWeights read(Path checkpoint, NDManager parent)
      throws IOException, CheckpointException {
    try (Checkpoint opened = Checkpoint.open(checkpoint)) {
      NetworkWeights weights = new NetworkWeights(opened.config(), parent);
      Values values = opened.weights()::floats;
      for (Map.Entry<String, List<Long>> tensor :
          CheckpointLayout.shapes(opened.config()).entrySet()) {
        weights.put(tensor.getKey(), tensor.getValue(), values.of(tensor.getKey()));
      }
      return weights;
    }
  }

  /**
   * Writes these weights as a checkpoint, see {@link CheckpointFolder#write}.
   *
   * @param source folder with configuration, preprocessing and vocabulary
   */
  public void write(Path target, Path source, TensorType type) throws IOException {
    CheckpointFolder.write(target, source, config, type, name -> get(name).toFloatArray());
  }

  private void put(String name, List<Long> extents, float[] values) {
    Shape shape = new Shape(extents.stream().mapToLong(Long::longValue).toArray());
    NDArray array = manager.create(values, shape);
    array.setRequiresGradient(true);
    arrays.put(name, array);
  }

  /** The architecture. */
  public QlipConfig config() {
    return config;
  }

  /**
   * The array of that name; it stays with these weights.
   *
   * @throws IllegalArgumentException if the architecture has none of that name
   */
  public NDArray get(String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("the network has no weight " + name);
    }
    return array;
  }

  /** The manager of these arrays; what is attached to it lives as long as they. */
  NDManager manager() {
    return manager;
  }

  /** All names, sorted. */
  public Set<String> names() {
    return Collections.unmodifiableSet(arrays.keySet());
  }

  /** Trains the weights whose names are accepted and freezes all others. */
  public void train(Predicate<String> names) {
    arrays.forEach((name, array) -> array.setRequiresGradient(names.test(name)));
  }

  @Override
  public void close() {
    manager.close();
  }
}

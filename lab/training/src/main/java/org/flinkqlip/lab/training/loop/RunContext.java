// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.flinkqlip.lab.training.config.TrainingConfig;
import org.flinkqlip.lab.training.progress.TrainingListener;
import org.flinkqlip.lab.training.state.StateStore;
import org.flinkqlip.model.export.checkpoint.TensorType;
import org.flinkqlip.model.scratch.Trees;

/**
 * What both stages of a run share.
 *
 * @param config of the run
 * @param configDigest of what decides the weights
 * @param threads of the CPU operators
 * @param folder of the output
 * @param model its files
 * @param network its weights
 * @param store of the states
 * @param listener that is told of all
 * @param evaluator for evaluations during the training, if there is data for them
 * @param stop whether the run shall end after the step under way
 * @param manager of the run's arrays
 */
record RunContext(
    TrainingConfig config,
    String configDigest,
    int threads,
    RunFolder folder,
    ModelFiles model,
    Network network,
    StateStore store,
    TrainingListener listener,
    Optional<Evaluator> evaluator,
    BooleanSupplier stop,
    NDManager manager) {

  /**
   * Writes the model as it is, in float16.
   *
   * @throws TrainingException if a weight is too large for that
   */
  void writeCheckpoint(Path target) throws IOException {
    try {
      network.weights.write(target, model.folder(), TensorType.F16);
    } catch (IllegalArgumentException e) {
      throw new TrainingException(
          "no checkpoint can be written: %s; the last state is in %s"
              .formatted(e.getMessage(), folder.states()),
          e);
    }
  }

  /** Measures the model as it is, and tells the listener. */
  void evaluate(int stage, long step) throws IOException {
    if (evaluator.isPresent()) {
      Path workspace = folder.evaluation();
      Trees.delete(workspace);
      writeCheckpoint(workspace);
      Map<String, Double> scores = evaluator.get().evaluate(workspace);
      Trees.delete(workspace);
      listener.evaluated(stage, step, scores);
    }
  }
}

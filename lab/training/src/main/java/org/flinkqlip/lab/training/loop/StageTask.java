// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.flinkqlip.lab.training.optim.Parameter;

/** What a stage does with a batch. */
interface StageTask extends AutoCloseable {

  /** The weights that the stage trains. */
  List<Parameter> parameters();

  /**
   * Leaves the gradients of the batch's loss in the weights.
   *
   * @param rate factor on the peak learning rates, for weights that the task moves itself
   * @param manager of the step's arrays
   * @return the losses by name
   */
  LossTotals run(Batch batch, double rate, NDManager manager);

  /** Arrays of the task's own that a resumed run needs. */
  SortedMap<String, NDArray> arrays();

  /** Running values that a resumed run needs. */
  Map<String, Double> scalars();

  /** Goes on after {@code step} steps, {@link #arrays} having been set. */
  void restore(long step, Map<String, Double> scalars);

  @Override
  void close();
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.progress;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Follows a run. */
public interface TrainingListener {

  /**
   * A stage begins, or goes on.
   *
   * @param taken steps that an earlier run took of it
   * @param weights number of values that are trained
   */
  void stageStarted(int stage, long taken, long steps, long weights) throws IOException;

  /** Some steps were taken. */
  void stepsTaken(StepReport report) throws IOException;

  /**
   * The model was measured on data that it is not trained on.
   *
   * @param scores by name
   */
  void evaluated(int stage, long step, Map<String, Double> scores) throws IOException;

  /** The run is over. */
  void finished(Path checkpoint) throws IOException;
}

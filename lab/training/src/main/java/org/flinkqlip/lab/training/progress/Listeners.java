// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.progress;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Several listeners as one.
 *
 * @param all in the order in which they are told
 */
public record Listeners(List<TrainingListener> all) implements TrainingListener {

  public Listeners {
    all = List.copyOf(all);
  }

  @Override
  public void stageStarted(int stage, long taken, long steps, long weights) throws IOException {
    for (TrainingListener listener : all) {
      listener.stageStarted(stage, taken, steps, weights);
    }
  }

  @Override
  public void stepsTaken(StepReport report) throws IOException {
    for (TrainingListener listener : all) {
      listener.stepsTaken(report);
    }
  }

  @Override
  public void evaluated(int stage, long step, Map<String, Double> scores) throws IOException {
    for (TrainingListener listener : all) {
      listener.evaluated(stage, step, scores);
    }
  }

  @Override
  public void finished(Path checkpoint) throws IOException {
    for (TrainingListener listener : all) {
      listener.finished(checkpoint);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flinkqlip.lab.training.config.Balancing;
import org.flinkqlip.lab.training.config.Stage1Weights;
import org.flinkqlip.lab.training.config.TrainingConfig;
import org.flinkqlip.lab.training.progress.Listeners;
import org.flinkqlip.lab.training.progress.StepReport;
import org.flinkqlip.lab.training.progress.TrainingListener;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.runtime.text.VocabularyException;
import org.flinkqlip.model.scratch.Trees;

/**
 * Stage 1 of a configuration, shortened and with other weights, to be compared with others.
 *
 * @param name of the variant, and of its folder
 * @param weights of the losses
 * @param balancing of them
 */
public record ShortRun(String name, Stage1Weights weights, Balancing balancing) {
  /** The last share of the steps whose losses count as final. */
  private static final double FINAL_SHARE = 0.1;

  /** The contrastive loss alone. */
  public static ShortRun alignmentOnly(TrainingConfig config) {
    return new ShortRun(
        "alignment-only", config.stage1().weights().alignmentOnly(), Balancing.STATIC);
  }

  /** Without the contrastive loss. */
  public static ShortRun reconstructionOnly(TrainingConfig config) {
    return new ShortRun(
        "reconstruction-only", config.stage1().weights().reconstructionOnly(), Balancing.STATIC);
  }

  /** Both objectives with the configured weights. */
  public static ShortRun balanced(TrainingConfig config) {
    return new ShortRun("balanced", config.stage1().weights(), Balancing.STATIC);
  }

  /** Both objectives, their losses made equal as they go. */
  public static ShortRun adaptive(TrainingConfig config) {
    Stage1Weights weights = config.stage1().weights();
    return new ShortRun(
        "adaptive",
        new Stage1Weights(1, 1, weights.quantization(), weights.commitment()),
        Balancing.ADAPTIVE);
  }

  /**
   * What came out.
   *
   * @param losses means over the last tenth of the steps, by name
   * @param scores on held-out images at the end, by name; empty without such
   */
  public record Result(Map<String, Double> losses, Map<String, Double> scores) {}

  /**
   * Runs from the beginning, in a folder of its own below the configuration's output.
   *
   * @param steps of stage 1
   * @param evaluate whether to measure the result
   */
  public Result run(
      TrainingConfig config, Path base, int steps, boolean evaluate, TrainingListener listener)
      throws IOException, CheckpointException, VocabularyException {
    Path output = config.output().resolve(name);
    Trees.delete(output);
    TrainingConfig variant =
        config
            .withOutput(output)
            .withStage1Alone(
                config.stage1().withWeights(weights, balancing).shortened(steps),
                evaluate ? steps : 0);
    Recorder recorder = new Recorder(steps);
    new TrainingRun(variant, base, new Listeners(List.of(listener, recorder))).run(false);
    return recorder.result();
  }

  /** Keeps what a comparison needs. */
  private static final class Recorder implements TrainingListener {
    private final long steps;
    private final List<StepReport> last = new ArrayList<>();
    private Map<String, Double> scores = Map.of();

    Recorder(long steps) {
      this.steps = steps;
    }

    @Override
    public void stageStarted(int stage, long taken, long all, long weights) {}

    @Override
    public void stepsTaken(StepReport report) {
      if (report.step() > steps * (1 - FINAL_SHARE)) {
        last.add(report);
      }
    }

    @Override
    public void evaluated(int stage, long step, Map<String, Double> measured) {
      scores = measured;
    }

    @Override
    public void finished(Path checkpoint) {}

    Result result() {
      Map<String, Double> means = new LinkedHashMap<>();
      for (StepReport report : last) {
        report.losses().forEach((name, loss) -> means.merge(name, loss / last.size(), Double::sum));
      }
      return new Result(means, scores);
    }
  }
}

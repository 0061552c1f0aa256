// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.flinkqlip.lab.training.config.TrainingConfig;
import org.flinkqlip.lab.training.loop.LossNames;
import org.flinkqlip.lab.training.loop.ShortRun;
import org.flinkqlip.lab.training.progress.ConsoleProgress;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.runtime.text.VocabularyException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code qlip balance}: the weights of reconstruction and alignment by the paper's rule. */
@Command(
    name = "balance",
    description = "Find the weights of reconstruction and alignment.",
    footer = {
      "",
      "Trains twice from the same weights, once for the alignment alone and once for the",
      "reconstruction alone. The weights are in inverse proportion to the losses at the end.",
      "Example: qlip balance --config lab/training/configs/default.yaml --steps 300"
    })
final class BalanceCommand implements Callable<Integer> {
  @Mixin private ConfigOption option;
  @Mixin private ShortRunOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CheckpointException, VocabularyException {
    TrainingConfig config = options.below(option.read(), "balance");
    int steps = options.steps(config);
    PrintWriter out = spec.commandLine().getOut();
    double alignment = run(ShortRun.alignmentOnly(config), config, steps, out, LossNames.ALIGNMENT);
    double reconstruction =
        run(ShortRun.reconstructionOnly(config), config, steps, out, LossNames.RECONSTRUCTION);
    double ratio = alignment / reconstruction;
    out.printf(
        Locale.ROOT,
        "after %d steps: alignment alone %.4f, reconstruction alone %.4f%n",
        steps,
        alignment,
        reconstruction);
    out.printf(Locale.ROOT, "alpha_r : alpha_a = %.3g : 1%n", ratio);
    out.printf(
        Locale.ROOT,
        "in the configuration: weights: {reconstruction: %.3g, alignment: 1, ...}%n",
        ratio);
    out.flush();
    return 0;
  }

  private double run(ShortRun run, TrainingConfig config, int steps, PrintWriter out, String loss)
      throws IOException, CheckpointException, VocabularyException {
    out.printf("%s:%n", run.name());
    return requireNonNull(
        run.run(config, option.base(), steps, false, new ConsoleProgress(out)).losses().get(loss),
        loss);
  }
}

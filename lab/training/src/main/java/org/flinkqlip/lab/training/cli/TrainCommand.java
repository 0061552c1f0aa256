// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.flinkqlip.cli.console.StopSignals;
import org.flinkqlip.lab.training.config.TrainingConfig;
import org.flinkqlip.lab.training.loop.RunFolder;
import org.flinkqlip.lab.training.loop.TrainingRun;
import org.flinkqlip.lab.training.progress.ConsoleProgress;
import org.flinkqlip.lab.training.progress.CurvePlot;
import org.flinkqlip.lab.training.progress.JsonLog;
import org.flinkqlip.lab.training.progress.Listeners;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.runtime.text.VocabularyException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code qlip train}: a configuration to a checkpoint. */
@Command(
    name = "train",
    description = "Train a model in two stages.",
    footer = {
      "",
      "The output folder gets checkpoint/ (for qlip export), states/ (for --resume), log.jsonl and",
      "curves.png. Ctrl-C ends the run after the step under way, with its state saved; a second one",
      "at once.",
      "Example: qlip train --config lab/training/configs/smoke.yaml --output runs/smoke"
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private ConfigOption option;

  @Option(
      names = "--resume",
      description =
          "Go on from the last state in the output folder, as if there had been no break.")
  private boolean resume;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CheckpointException, VocabularyException {
    long start = System.nanoTime();
    TrainingConfig config = option.read();
    PrintWriter out = spec.commandLine().getOut();
    RunFolder folder = new RunFolder(config.output());
    Files.createDirectories(config.output());
    Listeners listeners =
        new Listeners(
            List.of(
                new ConsoleProgress(out),
                new JsonLog(folder.log()),
                new CurvePlot(folder.log(), folder.curves())));
    Path checkpoint;
    try (StopSignals signals = new StopSignals()) {
      checkpoint =
          new TrainingRun(config, option.base(), listeners, signals.first()::isDone).run(resume);
    }
    out.printf(
        "trained in %.0f s; curves: %s%n", (System.nanoTime() - start) / 1e9, folder.curves());
    out.printf(
        "next: ./qlip export --checkpoint %s --output %s%n",
        checkpoint, config.output().resolve("bundle"));
    out.printf("then: ./qlip evaluate --model %s%n", config.output().resolve("bundle"));
    out.flush();
    return 0;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.flinkqlip.lab.training.config.TrainingConfig;
import org.flinkqlip.lab.training.loop.ShortRun;
import org.flinkqlip.lab.training.progress.AblationTable;
import org.flinkqlip.lab.training.progress.ConsoleProgress;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.runtime.text.VocabularyException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code qlip ablate}: whether the two objectives are at odds. */
@Command(
    name = "ablate",
    description = "Compare alignment only, balanced, adaptive and reconstruction only.",
    footer = {
      "",
      "Trains stage 1 four times from the same weights and measures each on held-out images. The",
      "table is also written to ablate/ablation.md below the output.",
      "Example: qlip ablate --config lab/training/configs/default.yaml --steps 300"
    })
final class AblateCommand implements Callable<Integer> {
  @Mixin private ConfigOption option;
  @Mixin private ShortRunOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CheckpointException, VocabularyException {
    TrainingConfig config = options.below(option.read(), "ablate");
    int steps = options.steps(config);
    PrintWriter out = spec.commandLine().getOut();
    Map<String, ShortRun.Result> results = new LinkedHashMap<>();
    for (ShortRun run :
        List.of(
            ShortRun.alignmentOnly(config),
            ShortRun.balanced(config),
            ShortRun.adaptive(config),
            ShortRun.reconstructionOnly(config))) {
      out.printf("%s:%n", run.name());
      results.put(
          run.name(), run.run(config, option.base(), steps, true, new ConsoleProgress(out)));
    }
    AblationTable table = new AblationTable();
    results.forEach((name, result) -> table.add(name, result.scores(), result.losses()));
    Path file = config.output().resolve("ablation.md");
    Files.writeString(file, table.markdown());
    out.print(table.markdown());
    out.printf("after %d steps each; written to %s%n", steps, file);
    out.flush();
    return 0;
  }
}

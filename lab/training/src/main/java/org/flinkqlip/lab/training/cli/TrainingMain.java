// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.cli;

import java.util.Set;
import org.flinkqlip.cli.console.FailurePrinter;
import org.flinkqlip.cli.console.QlipVersion;
import org.flinkqlip.lab.training.config.ConfigException;
import org.flinkqlip.lab.training.loop.TrainingException;
import org.flinkqlip.lab.training.state.StateException;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.runtime.text.VocabularyException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Entry point of {@code ./qlip train} and of the other commands that need PyTorch. */
@Command(
    name = "qlip",
    description = "Flink QLIP: the commands that train a model.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = TrainingMain.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The command did what it was asked.",
      "1:It failed; standard error says why.",
      "2:The command line is wrong."
    },
    subcommands = {
      TrainCommand.class,
      BalanceCommand.class,
      AblateCommand.class,
      TrainVocabularyCommand.class,
      CommandLine.HelpCommand.class
    })
public final class TrainingMain implements Runnable {
  /** The version of this program and of its exporter. */
  static final class Version extends QlipVersion {
    Version() {
      super(BundleExporter.VERSION);
    }
  }

  @Spec private CommandSpec spec;

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new TrainingMain())
        .setExecutionExceptionHandler(
            new FailurePrinter(
                Set.of(
                    CheckpointException.class,
                    ConfigException.class,
                    StateException.class,
                    TrainingException.class,
                    VocabularyException.class)));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}

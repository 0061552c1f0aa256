// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.cli;

import java.util.Set;
import org.flinkqlip.cli.console.FailurePrinter;
import org.flinkqlip.cli.qlip.ExporterVersion;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Entry point of {@code ./qlip bench}. */
@Command(
    name = "qlip",
    description = "Flink QLIP: measurements.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = ExporterVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Everything was measured, and all results were right. Goals may be missed.",
      "1:Something gave wrong results or could not be measured.",
      "2:The command line is wrong."
    },
    subcommands = {BenchCommand.class, CommandLine.HelpCommand.class})
public final class BenchMain implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new BenchMain())
        .setExecutionExceptionHandler(
            new FailurePrinter(
                Set.of(
                    BundleException.class, CheckpointException.class, InferenceException.class)));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}

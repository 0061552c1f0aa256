// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.util.Set;
import org.flinkqlip.cli.console.FailurePrinter;
import org.flinkqlip.jobs.StreamJobs;
import org.flinkqlip.local.demo.DemoFailedException;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code qlip}: everything that a user runs. */
@Command(
    name = "qlip",
    description = "Flink QLIP: a streaming image tokenizer.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = ExporterVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The command did what it was asked.",
      "1:It failed; standard error says why.",
      "2:The command line is wrong."
    },
    subcommands = {
      EncodeCommand.class,
      ReconstructCommand.class,
      CompareCommand.class,
      EmbedTextCommand.class,
      ClassifyCommand.class,
      ExportCommand.class,
      InspectCommand.class,
      InitModelCommand.class,
      PackCheckpointCommand.class,
      CompareBundlesCommand.class,
      MeasureCommand.class
    })
public final class QlipCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** The command line with every command of this module. */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new QlipCommand());
    StreamJobs.ALL.forEach(
        job -> commandLine.addSubcommand(job.description().command(), StreamJobCommand.of(job)));
    return commandLine
        .addSubcommand(new CommandLine.HelpCommand())
        .addSubcommand(new AutoComplete.GenerateCompletion())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            new FailurePrinter(
                Set.of(
                    BundleException.class,
                    CheckpointException.class,
                    CommandFailedException.class,
                    DemoFailedException.class,
                    InferenceException.class)));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}

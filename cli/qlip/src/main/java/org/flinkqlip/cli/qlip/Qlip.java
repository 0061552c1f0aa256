// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import org.flinkqlip.model.scratch.NativeLibraries;
import picocli.CommandLine;

/** Entry point of {@code ./qlip}. */
public final class Qlip {
  private Qlip() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    try {
      NativeLibraries.prepare();
    } catch (IOException e) {
      System.err.println("qlip: " + e.getMessage());
      System.exit(CommandLine.ExitCode.SOFTWARE);
    }
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine commandLine =
        QlipCommand.commandLine()
            .addSubcommand(new AuditCommand())
            .addSubcommand(new DemoCommand())
            .addSubcommand(new DrawDatasetCommand())
            .addSubcommand(new DrawImagesCommand())
            .addSubcommand(new EvaluateCommand())
            .addSubcommand(new FeedCommand());
    // They have a class path of their own, so the launcher alone can run them.
    commandLine
        .getCommandSpec()
        .usageMessage()
        .footer(
            "",
            "Commands that train, and download PyTorch on their first use:",
            "  train, balance, ablate, train-vocabulary",
            "  (qlip train --help)",
            "Measurements of this machine: bench (qlip bench --help)");
    return commandLine;
  }
}

package org.flinkqlip.local;

import org.flinkqlip.jobs.cli.QlipCommand;
import org.flinkqlip.local.demo.DemoCommand;

/** Entry point of {@code ./qlip}. */
public final class Qlip {
  private Qlip() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(
        QlipCommand.commandLine()
            .addSubcommand(new AuditCommand())
            .addSubcommand(new DemoCommand())
            .addSubcommand(new DrawImagesCommand())
            .addSubcommand(new EvaluateCommand())
            .execute(arguments));
  }
}

package org.flinkqlip.local;

import org.flinkqlip.jobs.cli.QlipCommand;

/** Entry point of {@code ./qlip}. */
public final class Qlip {
  private Qlip() {}

  public static void main(String[] arguments) {
    System.exit(QlipCommand.commandLine().execute(arguments));
  }
}

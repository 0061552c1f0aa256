// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.console;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints expected failures as one line, others with their stack trace. */
public final class FailurePrinter implements IExecutionExceptionHandler {
  private final Set<Class<? extends Exception>> explained;

  /**
   * A printer of some commands' failures.
   *
   * @param explained exceptions whose message is all that a user needs; of these classes, not of
   *     their subclasses
   */
  public FailurePrinter(Set<Class<? extends Exception>> explained) {
    this.explained = Set.copyOf(explained);
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
    PrintWriter err = command.getErr();
    err.println(command.getColorScheme().errorText("qlip: " + describe(failure)));
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  private String describe(Exception failure) {
    if (explained.contains(failure.getClass())) {
      return requireNonNullElse(failure.getMessage(), failure.toString());
    }
    if (failure instanceof NoSuchFileException missing) {
      return "[%s] does not exist".formatted(missing.getFile());
    }
    if (failure instanceof IOException) {
      return "%s: %s".formatted(failure.getClass().getSimpleName(), failure.getMessage());
    }
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}

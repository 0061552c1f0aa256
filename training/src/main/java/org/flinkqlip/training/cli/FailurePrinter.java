package org.flinkqlip.training.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import org.flinkqlip.model.checkpoint.CheckpointException;
import org.flinkqlip.model.text.VocabularyException;
import org.flinkqlip.training.config.ConfigException;
import org.flinkqlip.training.loop.TrainingException;
import org.flinkqlip.training.state.StateException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints expected failures as one line, others with their stack trace. */
final class FailurePrinter implements IExecutionExceptionHandler {
  private static final Set<Class<?>> EXPLAINED =
      Set.of(
          CheckpointException.class,
          ConfigException.class,
          StateException.class,
          TrainingException.class,
          VocabularyException.class);

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
    PrintWriter err = command.getErr();
    err.println(command.getColorScheme().errorText("qlip: " + describe(failure)));
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String describe(Exception failure) {
    if (EXPLAINED.contains(failure.getClass())) {
      return failure.getMessage();
    }
    if (failure instanceof NoSuchFileException missing) {
      return "[%s] does not exist".formatted(missing.getFile());
    }
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}

package org.flinkqlip.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import org.flinkqlip.model.bundle.BundleException;
import org.flinkqlip.model.checkpoint.CheckpointException;
import org.flinkqlip.model.onnx.InferenceException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints expected failures as one line, others with their stack trace. */
final class FailurePrinter implements IExecutionExceptionHandler {
  private static final Set<Class<?>> EXPLAINED =
      Set.of(
          BundleException.class,
          CheckpointException.class,
          CommandFailedException.class,
          InferenceException.class);

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
    if (failure instanceof IOException) {
      return "%s: %s".formatted(failure.getClass().getSimpleName(), failure.getMessage());
    }
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}

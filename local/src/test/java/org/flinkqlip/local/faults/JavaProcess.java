package org.flinkqlip.local.faults;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that can be killed, frozen and started again. Not thread-safe. */
final class JavaProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 10;

  private final Path log;
  private final List<String> command;
  private Process process;

  /**
   * A process that is not started yet.
   *
   * @param log file that takes both outputs; appended to at each start
   * @param arguments of {@code java}: options, main class, its arguments
   */
  JavaProcess(Path log, List<String> arguments) {
    this.log = requireNonNull(log, "log is null");
    this.command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
  }

  void start() throws IOException {
    if (isAlive()) {
      throw new IllegalStateException("still runs: " + this);
    }
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Freezes it: connections stay open, nothing is answered. */
  void freeze() throws IOException, InterruptedException {
    Signals.send(process.pid(), "STOP");
  }

  void thaw() throws IOException, InterruptedException {
    Signals.send(process.pid(), "CONT");
  }

  @Override
  public void close() {
    if (!isAlive()) {
      return;
    }
    process.destroyForcibly();
    try {
      process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return process == null
        ? "no process yet, log in " + log
        : "process %d %s, log in %s"
            .formatted(process.pid(), process.isAlive() ? "runs" : "has ended", log);
  }
}

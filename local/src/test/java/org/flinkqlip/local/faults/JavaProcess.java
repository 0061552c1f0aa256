// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that can be killed, frozen and started again. Not thread-safe. */
final class JavaProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 10;
  private static final int MAX_OUTPUT = 1 << 20;

  private final Path log;
  private final List<String> command;
  private Process process;
  private long logStart;
  private boolean ended;

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
    logStart = Files.exists(log) ? Files.size(log) : 0;
    ended = false;
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

  /** Its end, told once, if it has ended and not by {@link #kill}. */
  Optional<Death> takeDeath() {
    if (process == null || process.isAlive() || ended) {
      return Optional.empty();
    }
    ended = true;
    return Optional.of(new Death(name(), process.exitValue(), output()));
  }

  /** Ends it as {@code kill -9} does; one that ended by itself before stays a death. */
  void kill() throws InterruptedException {
    ended |= process.isAlive();
    process.destroyForcibly();
    process.waitFor();
  }

  private String name() {
    return log.getFileName().toString().replace(".log", "");
  }

  /** The end of what it printed since its start. */
  private String output() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(logStart, file.length() - MAX_OUTPUT);
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      return new String(bytes, ISO_8859_1);
    } catch (IOException e) {
      return "(its log cannot be read: " + e.getMessage() + ")";
    }
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
    ended = true;
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

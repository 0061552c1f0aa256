// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker (KRaft, one node, or one of a {@link BrokerCluster}) in a child JVM with this
 * JVM's class path.
 *
 * <p>The child ends with this process, whichever way this process ends: it reads the pipe that is
 * its standard input, which the operating system closes. Its address stays the same over {@link
 * #kill} and {@link #restart}, its data too. A file {@code broker.properties} in its directory is
 * stronger than the built-in configuration, for listeners with TLS and the like. Not thread-safe.
 */
public final class BrokerProcess implements AutoCloseable {

  private static final int START_ATTEMPTS = 3;
  private static final int LOG_LINES_SHOWN = 20;
  private static final long STOP_SECONDS = 20;

  private final BrokerOptions options;
  private int clientPort;
  private int controllerPort;
  private int proxiedPort;
  private @Nullable Process process;
  private @Nullable CompletableFuture<Void> ready;

  private BrokerProcess(BrokerOptions options) {
    this.options = options;
  }

  /**
   * Starts a broker and waits until clients can connect.
   *
   * @throws BrokerException if it is not ready in time
   */
  public static BrokerProcess start(BrokerOptions options) throws InterruptedException {
    BrokerProcess broker = new BrokerProcess(options);
    for (int attempt = 1; ; attempt++) {
      broker.clientPort = FreePorts.preferring(attempt == 1 ? options.preferredPort() : 0);
      do {
        broker.controllerPort = FreePorts.any();
        broker.proxiedPort = FreePorts.any();
      } while (!broker.portsDiffer());
      try {
        broker.launch();
        return broker;
      } catch (BrokerException e) {
        if (attempt == START_ATTEMPTS || broker.portsAreFree()) {
          throw e;
        }
      }
    }
  }

  /** Address for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + clientPort;
  }

  /**
   * The port for the proxy of {@link BrokerOptions#proxyPort} to connect to.
   *
   * @throws IllegalStateException if there is no such proxy
   */
  public int proxiedPort() {
    if (options.proxyPort().isEmpty()) {
      throw new IllegalStateException("the broker was started without a proxy's port");
    }
    return proxiedPort;
  }

  /** What the broker logs. */
  public Path logFile() {
    return options.directory().resolve("broker.log");
  }

  /** Where the broker keeps its topics, {@code log.dirs}. */
  public Path dataDirectory() {
    return options.directory().resolve("data");
  }

  /** Process id of the running broker. */
  public long pid() {
    return running().pid();
  }

  /** Whether the process runs. */
  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Ends the process as kill -9 does, without a chance to flush or to say goodbye. */
  public void kill() {
    running().destroyForcibly();
    await(running());
  }

  /**
   * Starts the broker again after {@link #kill}, with the same address and the same data.
   *
   * @throws BrokerException if it is not ready in time
   */
  public void restart() throws InterruptedException {
    if (isAlive()) {
      throw new IllegalStateException(
          "The broker at %s still runs; kill it before a restart".formatted(bootstrapServers()));
    }
    launch();
  }

  /** Stops the broker in order, or by force if that takes too long. Its directory stays. */
  @Override
  public void close() {
    if (!isAlive()) {
      return;
    }
    Process stopping = running();
    try {
      stopping.getOutputStream().close();
    } catch (IOException alreadyClosed) {
      stopping.destroy();
    }
    try {
      if (stopping.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stopping.destroyForcibly();
  }

  private Process running() {
    return requireNonNull(process, "the broker was never started");
  }

  /** A broker at given ports that is not started yet. */
  static BrokerProcess at(BrokerOptions options, int clientPort, int controllerPort) {
    BrokerProcess broker = new BrokerProcess(options);
    broker.clientPort = clientPort;
    broker.controllerPort = controllerPort;
    return broker;
  }

  private void launch() throws InterruptedException {
    begin();
    awaitReady();
  }

  /** Starts the process; it is ready once it and others make a majority of the controllers. */
  void begin() {
    CompletableFuture<Void> starting = new CompletableFuture<>();
    ready = starting;
    Process started;
    try {
      Files.createDirectories(options.directory());
      started =
          new ProcessBuilder(command())
              .redirectError(ProcessBuilder.Redirect.appendTo(errorFile().toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot start a JVM for the Kafka broker in " + options.directory(), e);
    }
    process = started;
    watchOutput(started, starting);
  }

  /**
   * Waits until clients can connect.
   *
   * @throws BrokerException if it is not ready in time
   */
  void awaitReady() throws InterruptedException {
    try {
      requireNonNull(ready, "the broker was never started")
          .get(options.readyTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      kill();
      throw new BrokerException(
          failure("was not ready within %d s".formatted(options.readyTimeout().toSeconds())), e);
    } catch (ExecutionException e) {
      throw new BrokerException(failure("ended with exit code " + await(running())));
    } catch (InterruptedException e) {
      kill();
      throw e;
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + options.heapMegabytes() + "m");
    command.add("-Xms64m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Dlog4j2.configurationFile=classpath:org/flinkqlip/local/broker/log4j2.xml");
    command.add("-Dflinkqlip.broker.log=" + logFile());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(BrokerMain.class.getName());
    command.add(dataDirectory().toString());
    command.add(Integer.toString(clientPort));
    command.add(Integer.toString(controllerPort));
    if (options.proxyPort().isPresent()) {
      command.add(Integer.toString(proxiedPort));
      command.add(Integer.toString(options.proxyPort().getAsInt()));
    }
    return command;
  }

  /** Completes the future with the first {@link BrokerMain#READY}, or fails it at the end. */
  private static void watchOutput(Process process, CompletableFuture<Void> ready) {
    Thread watcher =
        new Thread(
            () -> {
              try (BufferedReader output =
                  new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
                for (String line; (line = output.readLine()) != null; ) {
                  if (line.equals(BrokerMain.READY)) {
                    ready.complete(null);
                  }
                }
              } catch (IOException closed) {
                ready.completeExceptionally(closed);
              }
              ready.completeExceptionally(new IOException("the broker's output ended"));
            },
            "broker-output");
    watcher.setDaemon(true);
    watcher.start();
  }

  private boolean portsDiffer() {
    return IntStream.of(clientPort, controllerPort, proxiedPort, options.proxyPort().orElse(0))
            .distinct()
            .count()
        == 4;
  }

  private boolean portsAreFree() {
    return FreePorts.isFree(clientPort)
        && FreePorts.isFree(controllerPort)
        && FreePorts.isFree(proxiedPort);
  }

  private Path errorFile() {
    return options.directory().resolve("broker.err");
  }

  private String failure(String what) {
    return "The Kafka broker in %s %s. The end of its log:%n%s%s"
        .formatted(
            options.directory(),
            what,
            LogTail.of(logFile(), LOG_LINES_SHOWN),
            LogTail.of(errorFile(), LOG_LINES_SHOWN));
  }

  private static int await(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }
}

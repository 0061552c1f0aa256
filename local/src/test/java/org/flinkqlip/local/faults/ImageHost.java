// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Serves the files of a folder, as slowly as it is told to. */
final class ImageHost implements AutoCloseable {
  private final Path directory;
  private final FlakyServer server;
  private volatile Duration delay = Duration.ZERO;

  ImageHost(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.server = new FlakyServer(this::handle);
  }

  FlakyServer server() {
    return server;
  }

  /** Host and port. */
  String authority() {
    return server.authority();
  }

  /** Takes an image; returns its address. */
  String put(String name, byte[] image) throws IOException {
    Files.write(directory.resolve(name), image);
    return "http://" + authority() + "/" + name;
  }

  /** From now on each answer takes so long. */
  void answerAfter(Duration time) {
    delay = time;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(delay.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
      return;
    }
    String name = exchange.getRequestURI().getPath().substring(1);
    FlakyServer.answer(
        exchange, 200, "application/octet-stream", Files.readAllBytes(directory.resolve(name)));
  }

  @Override
  public void close() {
    server.close();
  }
}

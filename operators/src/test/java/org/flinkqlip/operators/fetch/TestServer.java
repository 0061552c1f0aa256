// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server on the loopback address that counts what it is asked. */
public final class TestServer implements AutoCloseable {

  /** Answers one request. */
  public interface Answer {
    void give(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();

  /** Starts the server on a free port. */
  public TestServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  /** Host and port, as an allow-list has them. */
  public String host() {
    return "localhost:" + server.getAddress().getPort();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String uri(String path) {
    return "http://" + host() + path;
  }

  public int requests() {
    return requests.get();
  }

  public void on(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          requests.incrementAndGet();
          try (exchange) {
            answer.give(exchange);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  public void serve(String path, byte[] content) {
    on(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
        });
  }

  public void status(String path, int status) {
    on(path, exchange -> exchange.sendResponseHeaders(status, -1));
  }

  public void redirect(String path, String location) {
    on(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", location);
          exchange.sendResponseHeaders(302, -1);
        });
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}

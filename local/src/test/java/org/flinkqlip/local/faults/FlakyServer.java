// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.flinkqlip.local.broker.FreePorts;

/** An HTTP server on the loopback address that goes and comes back at the same port. */
final class FlakyServer implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "flaky-server");
            thread.setDaemon(true);
            return thread;
          });
  private final int port = FreePorts.any();
  private final HttpHandler handler;
  private HttpServer server;

  /** Starts a server that answers everything by a handler. */
  FlakyServer(HttpHandler handler) throws IOException {
    this.handler = handler;
    comeBack();
  }

  /** Host and port. */
  String authority() {
    return "127.0.0.1:" + port;
  }

  /** Breaks its connections; new ones are refused. */
  void goDown() {
    server.stop(0);
  }

  void comeBack() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
  }

  static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

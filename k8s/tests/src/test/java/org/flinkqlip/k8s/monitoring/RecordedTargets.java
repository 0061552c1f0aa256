// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.monitoring;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Serves what the programs of a cluster would say, each at a path of its own. */
final class RecordedTargets implements AutoCloseable {
  private final HttpServer server;

  private RecordedTargets(HttpServer server) {
    this.server = server;
  }

  static RecordedTargets serve() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    for (String name : Recorded.OF_A_CLUSTER) {
      byte[] text = Recorded.text(name).getBytes(StandardCharsets.UTF_8);
      server.createContext(
          "/" + name,
          exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, text.length);
            try (var body = exchange.getResponseBody()) {
              body.write(text);
            }
          });
    }
    server.start();
    return new RecordedTargets(server);
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

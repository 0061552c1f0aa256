// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An image host that answers nobody until it is told to. */
final class HeldImageHost implements AutoCloseable {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final byte[] image;
  private final HttpServer server;

  HeldImageHost(byte[] image) throws IOException {
    this.image = image.clone();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.countDown();
    try (exchange) {
      released.await();
      exchange.sendResponseHeaders(200, image.length);
      exchange.getResponseBody().write(image);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Host and port. */
  String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String uri() {
    return "http://" + authority() + "/image.png";
  }

  /** Waits for the first request. */
  void awaitRequest() throws InterruptedException {
    asked.await();
  }

  /** Answers all requests, those to come too. */
  void release() {
    released.countDown();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy between the job and the broker, which can be cut: connections break, and new ones are
 * refused until it is mended.
 */
final class BrokerLink implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 << 10;

  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final int port;
  private volatile ServerSocket entrance;
  private volatile int targetPort;

  private BrokerLink(ServerSocket entrance) {
    this.entrance = entrance;
    this.port = entrance.getLocalPort();
  }

  /** Takes a free port. Nothing passes before {@link #leadTo}. */
  static BrokerLink open() throws IOException {
    return new BrokerLink(listen(0));
  }

  /** The port for clients. */
  int port() {
    return port;
  }

  /** Address for {@code bootstrap.servers}. */
  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Lets connections through to a local port. */
  void leadTo(int target) {
    targetPort = target;
    start("broker-link", () -> accept(entrance));
  }

  /** Breaks every connection; new ones are refused. */
  void cut() throws IOException {
    entrance.close();
    sockets.forEach(BrokerLink::close);
  }

  /** Lets connections through again. */
  void mend() throws IOException {
    entrance = listen(port);
    leadTo(targetPort);
  }

  @Override
  public void close() throws IOException {
    cut();
  }

  private void accept(ServerSocket at) {
    while (!at.isClosed()) {
      try {
        connect(at, at.accept());
      } catch (IOException refused) {
        // The entrance was closed, or the broker is down: the client tries again.
      }
    }
  }

  private void connect(ServerSocket at, Socket client) throws IOException {
    sockets.add(client);
    try {
      Socket broker = new Socket(InetAddress.getLoopbackAddress(), targetPort);
      sockets.add(broker);
      client.setTcpNoDelay(true);
      broker.setTcpNoDelay(true);
      start("broker-link-in", () -> copy(client, broker));
      start("broker-link-out", () -> copy(broker, client));
    } catch (IOException e) {
      forget(client);
      throw e;
    }
    if (at.isClosed()) {
      // It was cut meanwhile, perhaps before these sockets were known.
      sockets.forEach(BrokerLink::close);
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      for (int read; (read = from.getInputStream().read(buffer)) >= 0; ) {
        to.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException broken) {
      // One side is gone, so the other goes too.
    } finally {
      forget(from);
      forget(to);
    }
  }

  private void forget(Socket socket) {
    close(socket);
    sockets.remove(socket);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}

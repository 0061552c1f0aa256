// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers every connection with a start and then with the same text again, until told to end. */
final class RawServer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final CountDownLatch end;
  private final String start;
  private final String repeated;
  private volatile long pauseMillis;

  RawServer(CountDownLatch end, String start, String repeated) throws IOException {
    this.end = end;
    this.start = start;
    this.repeated = repeated;
    thread(this::accept);
  }

  RawServer pausing(long millis) {
    pauseMillis = millis;
    return this;
  }

  String host() {
    return "localhost:" + server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        thread(() -> answer(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void answer(Socket given) {
    try (Socket socket = given) {
      OutputStream out = socket.getOutputStream();
      out.write(start.getBytes(ISO_8859_1));
      while (!end.await(pauseMillis, TimeUnit.MILLISECONDS)) {
        out.write(repeated.getBytes(ISO_8859_1));
        out.flush();
      }
    } catch (IOException gone) {
      // The client has given up, as it should.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }
}

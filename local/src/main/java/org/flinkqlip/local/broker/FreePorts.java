// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Picks TCP ports of the loopback address that nobody listens on.
 *
 * <p>They lie below the range from which systems take the local ports of outgoing connections. In
 * that range a client that keeps reconnecting to a dead broker can be given the broker's own port,
 * connect to itself, and keep the broker from coming back.
 */
public final class FreePorts {

  private static final int FIRST = 10_000;
  private static final int LAST = 32_000;
  private static final int ATTEMPTS = 200;

  /** Nobody listens yet on a port just picked, so a second pick could hit it. */
  private static final Set<Integer> PICKED = ConcurrentHashMap.newKeySet();

  private FreePorts() {}

  /** The preferred port if it is free and not 0, else any free one. */
  public static int preferring(int preferred) {
    return preferred != 0 && isFree(preferred) ? preferred : any();
  }

  /**
   * A free port that this process has not picked before. It is not reserved: whoever binds it must
   * be ready for a rare failure.
   */
  public static int any() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (isFree(port) && PICKED.add(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "No free TCP port found between %d and %d on 127.0.0.1 in %d attempts; check whether this"
                .formatted(FIRST, LAST, ATTEMPTS)
            + " process may open server sockets");
  }

  /** Whether a server socket can be bound to the port on the loopback address right now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException inUse) {
      return false;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.broker;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How to run a {@link BrokerProcess}.
 *
 * @param directory where the broker keeps its log and data; formatted on the first start
 * @param preferredPort the port for clients if it is free, else any free one; 0 for no preference
 * @param heapMegabytes maximum heap of the broker's JVM
 * @param readyTimeout how long a start may take
 * @param proxyPort the local port of a proxy, at which clients reach the broker by a listener of
 *     its own ({@link BrokerProcess#proxiedPort}); empty for none
 */
public record BrokerOptions(
    Path directory,
    int preferredPort,
    int heapMegabytes,
    Duration readyTimeout,
    OptionalInt proxyPort) {

  /** Kafka's usual port. */
  public static final int USUAL_PORT = 9092;

  /** Rejects impossible values. */
  public BrokerOptions {
    requireNonNull(directory, "directory is null");
    requireNonNull(readyTimeout, "readyTimeout is null");
    requireNonNull(proxyPort, "proxyPort is null");
    directory = directory.toAbsolutePath().normalize();
    if (preferredPort < 0 || preferredPort > 65_535) {
      throw new IllegalArgumentException("preferredPort must be in [0, 65535]: " + preferredPort);
    }
    if (heapMegabytes < 128) {
      throw new IllegalArgumentException("heapMegabytes must be at least 128: " + heapMegabytes);
    }
    if (readyTimeout.isNegative() || readyTimeout.isZero()) {
      throw new IllegalArgumentException("readyTimeout must be positive: " + readyTimeout);
    }
  }

  /** Any free port, 256 MB of heap, ready within 60 seconds. */
  public static BrokerOptions in(Path directory) {
    return new BrokerOptions(directory, 0, 256, Duration.ofSeconds(60), OptionalInt.empty());
  }

  /** The same with another preferred port. */
  public BrokerOptions withPreferredPort(int port) {
    return new BrokerOptions(directory, port, heapMegabytes, readyTimeout, proxyPort);
  }

  /** The same with another deadline. */
  public BrokerOptions withReadyTimeout(Duration timeout) {
    return new BrokerOptions(directory, preferredPort, heapMegabytes, timeout, proxyPort);
  }

  /** The same behind a proxy, too. */
  public BrokerOptions withProxyPort(int port) {
    return new BrokerOptions(
        directory, preferredPort, heapMegabytes, readyTimeout, OptionalInt.of(port));
  }
}

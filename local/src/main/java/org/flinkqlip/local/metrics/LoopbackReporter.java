// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.flink.metrics.prometheus.AbstractPrometheusReporter;

/**
 * Flink's Prometheus reporter on the loopback address. Flink's own listens on every interface and
 * has no option for that; all else is its code, so that names and labels are those of a cluster.
 */
final class LoopbackReporter extends AbstractPrometheusReporter {
  private final HTTPServer server;

  /**
   * Listens from now on.
   *
   * @throws UncheckedIOException if it cannot listen there
   */
  LoopbackReporter(int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      server = new HTTPServer(address, metrics(), true);
    } catch (IOException e) {
      throw new UncheckedIOException("Metrics cannot be served at " + address, e);
    }
  }

  /** Flink keeps it to itself. */
  private CollectorRegistry metrics() {
    try {
      Field registry = AbstractPrometheusReporter.class.getDeclaredField("registry");
      registry.setAccessible(true);
      return (CollectorRegistry) registry.get(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Flink's Prometheus reporter has no registry", e);
    }
  }

  @Override
  public void close() {
    server.stop();
    super.close();
  }
}

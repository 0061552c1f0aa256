// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.local.broker.FreePorts;
import org.flinkqlip.local.cluster.ClusterException;
import org.flinkqlip.local.cluster.ClusterOptions;
import org.flinkqlip.local.cluster.LocalCluster;
import org.flinkqlip.local.cluster.LocalJob;
import org.flinkqlip.local.metrics.ReporterSettings;

/** Broker and cluster, at their usual ports where these are free. */
final class DemoStack implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

  private final BrokerProcess broker;
  private final LocalCluster cluster;

  private DemoStack(BrokerProcess broker, LocalCluster cluster) {
    this.broker = broker;
    this.cluster = cluster;
  }

  /**
   * Starts both, with their files in a directory.
   *
   * @throws ClusterException if the metrics' port is in use, of which Flink would only log
   */
  static DemoStack start(Path directory, DemoOptions options)
      throws IOException, InterruptedException {
    Map<String, String> metrics = metrics(options);
    BrokerProcess broker =
        BrokerProcess.start(
            BrokerOptions.in(directory.resolve("kafka"))
                .withPreferredPort(BrokerOptions.USUAL_PORT));
    boolean started = false;
    try {
      LocalCluster cluster =
          LocalCluster.start(
              new ClusterOptions(
                  directory.resolve("flink"), options.slots(), ClusterOptions.USUAL_PORT, metrics));
      started = true;
      return new DemoStack(broker, cluster);
    } finally {
      if (!started) {
        broker.close();
      }
    }
  }

  private static Map<String, String> metrics(DemoOptions options) {
    if (options.metricsPort().isEmpty()) {
      return Map.of();
    }
    int port = options.metricsPort().getAsInt();
    if (!FreePorts.isFree(port)) {
      throw new ClusterException(
          "Metrics cannot be served at 127.0.0.1:%d, which is in use; give --metrics-port another port"
              .formatted(port));
    }
    return ReporterSettings.onLoopback(port);
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Where the broker keeps its topics. */
  Path brokerData() {
    return broker.dataDirectory();
  }

  URI webUi() {
    return cluster.webUi();
  }

  /** Submits a job and waits until it runs. */
  LocalJob run(JobGraph graph) throws InterruptedException {
    LocalJob job = cluster.submit(graph);
    job.awaitRunning(START_TIMEOUT);
    return job;
  }

  @Override
  public void close() {
    try (broker) {
      cluster.close();
    }
  }
}

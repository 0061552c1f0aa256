// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * Real Kafka brokers in JVMs of their own, each a controller too: topics have three replicas, of
 * which two must be in sync, the internal topics of offsets and transactions as well. Not
 * thread-safe.
 */
public final class BrokerCluster implements AutoCloseable {
  private static final int NODES = 3;
  private static final int IN_SYNC = 2;

  private final List<BrokerProcess> nodes;

  private BrokerCluster(List<BrokerProcess> nodes) {
    this.nodes = nodes;
  }

  /**
   * Starts three brokers and waits until clients can connect to each.
   *
   * @param directory holds a folder for each of them
   * @throws BrokerException if one of them is not ready in time
   */
  public static BrokerCluster start(Path directory) throws InterruptedException {
    int[] controllerPorts = IntStream.range(0, NODES).map(node -> FreePorts.any()).toArray();
    String voters =
        IntStream.range(0, NODES)
            .mapToObj(node -> "%d@127.0.0.1:%d".formatted(id(node), controllerPorts[node]))
            .collect(Collectors.joining(","));
    String clusterId = Uuid.randomUuid().toString();
    List<BrokerProcess> nodes = new ArrayList<>();
    for (int node = 0; node < NODES; node++) {
      Path home = directory.resolve("broker-" + id(node));
      write(overrides(id(node), clusterId, voters), home);
      nodes.add(BrokerProcess.at(BrokerOptions.in(home), FreePorts.any(), controllerPorts[node]));
    }
    BrokerCluster cluster = new BrokerCluster(List.copyOf(nodes));
    boolean started = false;
    try {
      // One alone is no majority of the controllers and would not become ready.
      nodes.forEach(BrokerProcess::begin);
      for (BrokerProcess node : nodes) {
        node.awaitReady();
      }
      started = true;
      return cluster;
    } finally {
      if (!started) {
        cluster.close();
      }
    }
  }

  private static int id(int node) {
    return node + 1;
  }

  private static Properties overrides(int nodeId, String clusterId, String voters) {
    Properties properties = new Properties();
    properties.put("node.id", Integer.toString(nodeId));
    properties.put(BrokerMain.CLUSTER_ID, clusterId);
    properties.put("controller.quorum.voters", voters);
    for (String topic :
        new String[] {
          "offsets.topic", "transaction.state.log", "share.coordinator.state.topic", "default"
        }) {
      properties.put(topic + ".replication.factor", Integer.toString(NODES));
    }
    properties.put("min.insync.replicas", Integer.toString(IN_SYNC));
    properties.put("transaction.state.log.min.isr", Integer.toString(IN_SYNC));
    properties.put("share.coordinator.state.topic.min.isr", Integer.toString(IN_SYNC));
    return properties;
  }

  private static void write(Properties properties, Path home) {
    try {
      Files.createDirectories(home);
      try (Writer writer = Files.newBufferedWriter(home.resolve(BrokerMain.OVERRIDES))) {
        properties.store(writer, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot configure a Kafka broker in " + home, e);
    }
  }

  /** Addresses for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return nodes.stream().map(BrokerProcess::bootstrapServers).collect(Collectors.joining(","));
  }

  /** The broker with an id, 1 to 3. */
  public BrokerProcess node(int id) {
    return nodes.get(id - 1);
  }

  /** All brokers, in the order of their ids. */
  public List<BrokerProcess> nodes() {
    return nodes;
  }

  /** Stops those that run, all at the same time, since the last two need each other to stop. */
  @Override
  public void close() {
    nodes.parallelStream().forEach(BrokerProcess::close);
  }
}

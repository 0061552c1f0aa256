// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.flinkqlip.model.scratch.NativeLibraries;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Main class of the broker's JVM; {@link BrokerProcess} starts it. Prints {@link #READY} once
 * clients can connect, and ends when its standard input does: so it never outlives its parent, even
 * one that was killed.
 */
public final class BrokerMain {

  /** The only line on standard output. */
  static final String READY = "ready";

  /** A file beside the data directory: what it holds is stronger than our own configuration. */
  static final String OVERRIDES = "broker.properties";

  /** Among the overrides, the cluster that a node is formatted for; Kafka does not know it. */
  static final String CLUSTER_ID = "cluster.id";

  private BrokerMain() {}

  /**
   * Runs a broker until standard input ends.
   *
   * @param arguments data directory, port for clients, port of the controller; then, for clients
   *     behind a proxy, the port that the proxy connects to and the proxy's own
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 3 && arguments.length != 5) {
      throw new IllegalArgumentException(
          "Usage: BrokerMain DATA_DIRECTORY CLIENT_PORT CONTROLLER_PORT [PROXIED_PORT PROXY_PORT]");
    }
    // A terminal sends Ctrl-C to both processes; the parent decides who stops when.
    Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);

    NativeLibraries.prepare();
    Path dataDirectory = Path.of(arguments[0]);
    Properties properties =
        BrokerConfiguration.of(
            dataDirectory, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    if (arguments.length == 5) {
      BrokerConfiguration.addProxied(
          properties, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
    }
    properties.putAll(overrides(dataDirectory.resolveSibling(OVERRIDES)));
    Object clusterId = properties.remove(CLUSTER_ID);
    formatOnFirstStart(
        dataDirectory,
        clusterId == null ? Uuid.randomUuid().toString() : clusterId.toString(),
        Integer.parseInt(properties.getProperty("node.id")));
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    try {
      server.startup();
      System.out.println(READY);
      System.out.flush();
      awaitEnd(System.in);
    } finally {
      server.shutdown();
    }
  }

  private static Properties overrides(Path file) throws IOException {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
    }
    return properties;
  }

  private static void formatOnFirstStart(Path dataDirectory, String clusterId, int nodeId)
      throws Exception {
    if (Files.exists(dataDirectory.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(dataDirectory);
    new Formatter()
        .setClusterId(clusterId)
        .setNodeId(nodeId)
        .setControllerListenerName(BrokerConfiguration.CONTROLLER_LISTENER)
        .setMetadataLogDirectory(dataDirectory.toString())
        .addDirectory(dataDirectory.toString())
        .run();
  }

  private static void awaitEnd(InputStream input) throws IOException {
    input.transferTo(OutputStream.nullOutputStream());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.broker;

import java.nio.file.Path;
import java.util.Properties;

/** Properties of a single node that is broker and controller at once, sized for a laptop. */
final class BrokerConfiguration {

  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final String PROXIED_LISTENER = "PROXIED";

  private BrokerConfiguration() {}

  static Properties of(Path dataDirectory, int clientPort, int controllerPort) {
    Properties properties = new Properties();
    identify(properties, dataDirectory, clientPort, controllerPort);
    allowOneReplica(properties);
    recoverFast(properties);
    staySmall(properties);
    properties.put("auto.create.topics.enable", "false");
    // Flink's transactions outlive a restart of the job; the default allows 15 minutes.
    properties.put("transaction.max.timeout.ms", "7200000");
    return properties;
  }

  /** Adds a listener for clients that come through a proxy and are told the proxy's port. */
  static void addProxied(Properties properties, int port, int proxyPort) {
    String prefix = "," + PROXIED_LISTENER;
    String address = prefix + "://127.0.0.1:";
    properties.merge("listeners", address + port, BrokerConfiguration::join);
    properties.merge("advertised.listeners", address + proxyPort, BrokerConfiguration::join);
    properties.merge(
        "listener.security.protocol.map", prefix + ":PLAINTEXT", BrokerConfiguration::join);
  }

  private static Object join(Object first, Object second) {
    return first.toString() + second;
  }

  private static void identify(
      Properties properties, Path dataDirectory, int clientPort, int controllerPort) {
    String clients = "PLAINTEXT://127.0.0.1:" + clientPort;
    String controller = "127.0.0.1:" + controllerPort;
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", Integer.toString(NODE_ID));
    properties.put("log.dirs", dataDirectory.toString());
    properties.put("listeners", clients + "," + CONTROLLER_LISTENER + "://" + controller);
    properties.put("advertised.listeners", clients);
    properties.put("controller.listener.names", CONTROLLER_LISTENER);
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("inter.broker.listener.name", "PLAINTEXT");
    properties.put("controller.quorum.voters", NODE_ID + "@" + controller);
  }

  private static void allowOneReplica(Properties properties) {
    for (String topic :
        new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
      properties.put(topic + ".replication.factor", "1");
      properties.put(topic + ".num.partitions", "1");
    }
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("default.replication.factor", "1");
  }

  private static void recoverFast(Properties properties) {
    // After kill -9 the controller waits for the dead broker's session to end.
    properties.put("broker.session.timeout.ms", "2000");
    properties.put("broker.heartbeat.interval.ms", "400");
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("controlled.shutdown.enable", "false");
  }

  private static void staySmall(Properties properties) {
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "4");
    properties.put("background.threads", "2");
    // The default of 128 MB is taken from the heap when a compacted topic is first cleaned.
    properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.IOUtils;
import org.apache.kafka.common.TopicPartition;
import org.flinkqlip.jobs.audit.TransactionLog;
import org.flinkqlip.jobs.audit.Transactions;
import org.flinkqlip.local.broker.BrokerCluster;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;

/**
 * One broker behind a link that can be cut, or three that stand in for each other. Not thread-safe.
 */
@SuppressWarnings("try") // Closes whatever there is, in the opposite order of opening.
final class KafkaSide implements AutoCloseable {
  private final List<AutoCloseable> open = new ArrayList<>();
  private BrokerLink link;
  private BrokerProcess single;
  private BrokerCluster three;

  private KafkaSide() {}

  /** Starts brokers with their files in a folder. */
  @FunctionalInterface
  interface Opening {
    KafkaSide open(Path directory) throws Exception;
  }

  static KafkaSide ofOne(Path directory) throws Exception {
    KafkaSide kafka = new KafkaSide();
    boolean started = false;
    try {
      kafka.link = kafka.opened(BrokerLink.open());
      kafka.single =
          kafka.opened(
              BrokerProcess.start(BrokerOptions.in(directory).withProxyPort(kafka.link.port())));
      kafka.link.leadTo(kafka.single.proxiedPort());
      started = true;
      return kafka;
    } finally {
      if (!started) {
        kafka.close();
      }
    }
  }

  static KafkaSide ofThree(Path directory) throws Exception {
    KafkaSide kafka = new KafkaSide();
    kafka.three = kafka.opened(BrokerCluster.start(directory));
    return kafka;
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(0, resource);
    return resource;
  }

  /** Address for the test's own clients. */
  String bootstrapServers() {
    return three == null ? single.bootstrapServers() : three.bootstrapServers();
  }

  /** Address for the job. */
  String addressOfJob() {
    return three == null ? link.bootstrapServers() : three.bootstrapServers();
  }

  /** The transactions of what was written to topics by now, all of whose replicas must run. */
  Transactions transactions(List<String> topics) throws Exception {
    if (three == null) {
      return TransactionLog.read(single.dataDirectory(), topics);
    }
    try (TopicLeaders leaders = new TopicLeaders(bootstrapServers())) {
      Map<TopicPartition, Integer> ids = leaders.ids();
      return TransactionLog.read(
          // A partition that nobody leads does not exist.
          partition -> three.node(ids.getOrDefault(partition, 1)).dataDirectory(),
          topics);
    }
  }

  /** The only broker. */
  BrokerProcess single() {
    return present(single, "a single broker");
  }

  /** The job's way to the only broker; the test's own clients take another. */
  BrokerLink link() {
    return present(link, "a link to a single broker");
  }

  /** All three. */
  BrokerCluster three() {
    return present(three, "three brokers");
  }

  private static <T> T present(T part, String name) {
    if (part == null) {
      throw new IllegalStateException("this stack has not " + name);
    }
    return part;
  }

  @Override
  public void close() throws Exception {
    IOUtils.closeAll(open);
  }
}

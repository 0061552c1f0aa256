// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Which of several brokers leads what, and how that is changed. */
final class TopicLeaders implements AutoCloseable {
  /** Its leader coordinates transactions; the embedded brokers have one partition of it. */
  static final TopicPartition TRANSACTIONS = new TopicPartition("__transaction_state", 0);

  private final Admin admin;

  TopicLeaders(String bootstrapServers) {
    admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /** Id of the broker that leads a partition. */
  int leader(TopicPartition partition) throws Exception {
    return all().get(partition).leader().id();
  }

  /** For each partition the id of the broker that leads it. */
  Map<TopicPartition, Integer> ids() throws Exception {
    Map<TopicPartition, Integer> ids = new HashMap<>();
    all().forEach((partition, info) -> ids.put(partition, info.leader().id()));
    return ids;
  }

  /** Whether every replica of every partition is in sync. */
  boolean areAllInSync() throws Exception {
    return all().values().stream().allMatch(info -> info.isr().size() == info.replicas().size());
  }

  /** Hands each partition of all topics, internal ones too, to the next of its replicas. */
  void moveAll() throws Exception {
    Map<TopicPartition, Optional<NewPartitionReassignment>> orders = new HashMap<>();
    for (Map.Entry<TopicPartition, TopicPartitionInfo> entry : all().entrySet()) {
      List<Integer> replicas = new ArrayList<>();
      entry.getValue().replicas().forEach(node -> replicas.add(node.id()));
      int leader = entry.getValue().leader().id();
      // The first replica is the preferred leader.
      Collections.rotate(replicas, -(replicas.indexOf(leader) + 1));
      orders.put(entry.getKey(), Optional.of(new NewPartitionReassignment(replicas)));
    }
    admin.alterPartitionReassignments(orders).all().get();
    admin.electLeaders(ElectionType.PREFERRED, orders.keySet()).all().get();
  }

  private Map<TopicPartition, TopicPartitionInfo> all() throws Exception {
    Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    Map<TopicPartition, TopicPartitionInfo> partitions = new HashMap<>();
    for (TopicDescription topic : admin.describeTopics(topics).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(
              info -> partitions.put(new TopicPartition(topic.name(), info.partition()), info));
    }
    return partitions;
  }

  @Override
  public void close() {
    admin.close();
  }
}

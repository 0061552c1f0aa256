// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.local.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class BrokerClusterFaultsIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void aKilledLeaderIsFollowedByAnotherAndComesBack() throws Exception {
    try (BrokerCluster brokers = BrokerCluster.start(directory)) {
      TopicCreator.create(Topics.DEFAULT, brokers.bootstrapServers(), 3);
      try (Admin admin =
              Admin.create(
                  Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers.bootstrapServers()));
          KafkaProducer<String, String> producer = producer(brokers)) {
        assertThat(minInsyncReplicas(admin)).isEqualTo("2");
        TopicPartitionInfo before = images(admin);
        assertThat(before.replicas()).hasSize(3);
        send(producer);

        BrokerProcess leader = brokers.node(before.leader().id());
        leader.kill();
        send(producer);

        assertThat(images(admin).leader().id()).isNotEqualTo(before.leader().id());
        leader.restart();
        Await.until("all replicas in sync", DEADLINE, () -> images(admin).isr().size() == 3);
        assertThat(images(admin).replicas()).extracting(Node::id).contains(before.leader().id());
      }
    }
  }

  private static String minInsyncReplicas(Admin admin) throws Exception {
    ConfigResource codes = new ConfigResource(ConfigResource.Type.TOPIC, Topics.DEFAULT.codes());
    return admin
        .describeConfigs(List.of(codes))
        .all()
        .get()
        .get(codes)
        .get("min.insync.replicas")
        .value();
  }

  private static TopicPartitionInfo images(Admin admin) throws Exception {
    String topic = Topics.DEFAULT.images();
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .get(0);
  }

  private static void send(KafkaProducer<String, String> producer) throws Exception {
    producer.send(new ProducerRecord<>(Topics.DEFAULT.images(), 0, "key", "value")).get();
  }

  private static KafkaProducer<String, String> producer(BrokerCluster brokers) {
    return new KafkaProducer<>(
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers.bootstrapServers()),
        new StringSerializer(),
        new StringSerializer());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.flinkqlip.local.Await;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.local.cluster.ClusterOptions;
import org.flinkqlip.local.cluster.LocalCluster;
import org.flinkqlip.local.cluster.LocalJob;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No test: {@code .ci/make-savepoints} runs it in an earlier version's tree, to make the savepoints
 * that {@link EarlierSavepointITCase} restores.
 */
class MakeSavepoints {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @ParameterizedTest
  @MethodSource("org.flinkqlip.local.faults.SavedJob#all")
  void make(SavedJob saved, @TempDir Path directory) throws Exception {
    Path target = Path.of(System.getProperty("qlip.savepoints"));
    try (BrokerProcess broker = BrokerProcess.start(BrokerOptions.in(directory.resolve("kafka")));
        LocalCluster cluster =
            LocalCluster.start(
                ClusterOptions.in(directory.resolve("flink"), SavedJob.PARALLELISM))) {
      String brokers = broker.bootstrapServers();
      SavedJob.createTopics(brokers);
      LocalJob job = cluster.submit(saved.graph(brokers));
      job.awaitRunning(PATIENCE);
      List<Integer> partitions = SavedJob.savedPartitions();
      saved.send(brokers, saved.records(partitions.size()), partitions);
      // Written and not committed: the savepoint holds the transactions.
      Await.until(
          "the results",
          PATIENCE,
          () -> written(brokers, saved) == partitions.size() * saved.results().size());
      job.stop(directory.resolve("savepoints"));
    }
    copy(directory.resolve("savepoints"), saved.in(target));
  }

  private static long written(String brokers, SavedJob saved) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          saved.results().stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private static void copy(Path savepoints, Path target) throws Exception {
    try (Stream<Path> files = Files.walk(savepoints)) {
      List<Path> found = files.filter(Files::isRegularFile).toList();
      assertThat(found).as("all state is in one file").hasSize(1);
      Files.createDirectories(target);
      Files.copy(found.get(0), target.resolve("_metadata"));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flinkqlip.jobs.audit.CommittedTopics;
import org.flinkqlip.local.Await;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.local.cluster.ClusterOptions;
import org.flinkqlip.local.cluster.LocalCluster;
import org.flinkqlip.local.cluster.LocalJob;
import org.flinkqlip.local.feed.FeedRecord;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Savepoints of earlier versions, restored in today's jobs. A broker is brought to where the
 * savepoint left it: the records before its offsets, and its transactions open.
 */
@Timeout(240)
class EarlierSavepointITCase {
  private static final Path SAVEPOINTS = Path.of("src", "test", "resources", "savepoints");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int NEW_RECORDS = 3; // of each partition

  /** As the connector writes a committable: epoch, producer id, length of the transactional id. */
  private static final int BEFORE_ID = Short.BYTES + Long.BYTES + Short.BYTES;

  /** A transaction that the savepoint says is to be committed. */
  private record Pending(String id, long producer, short epoch) {}

  static Stream<Arguments> savepoints() throws Exception {
    List<Arguments> all = new ArrayList<>();
    try (Stream<Path> versions = Files.list(SAVEPOINTS)) {
      for (Path version : versions.filter(Files::isDirectory).sorted().toList()) {
        List<SavedJob> jobs =
            SavedJob.all().stream().filter(job -> Files.exists(job.in(version))).toList();
        try (Stream<Path> saved = Files.list(version)) {
          assertThat(jobs).as("savepoints of " + version).hasSize((int) saved.count());
        }
        jobs.forEach(job -> all.add(Arguments.of(version.getFileName().toString(), job)));
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("savepoints")
  void theJobGoesOnExactlyWhereTheSavepointWasTaken(
      String version, SavedJob saved, @TempDir Path directory) throws Exception {
    Path savepoint = saved.in(SAVEPOINTS.resolve(version)).toAbsolutePath();
    List<Pending> pending = pendingIn(savepoint);
    assertThat(pending).as("transactions in the savepoint").isNotEmpty();
    List<Integer> old = SavedJob.savedPartitions();
    List<Integer> fresh = new ArrayList<>();
    for (int i = 0; i < NEW_RECORDS * SavedJob.PARTITIONS; i++) {
      fresh.add(i % SavedJob.PARTITIONS);
    }
    List<FeedRecord> records = saved.records(old.size() + fresh.size());
    List<FeedRecord> later = records.subList(old.size(), records.size());

    try (BrokerProcess broker = BrokerProcess.start(BrokerOptions.in(directory.resolve("kafka")));
        LocalCluster cluster =
            LocalCluster.start(
                ClusterOptions.in(directory.resolve("flink"), SavedJob.PARALLELISM))) {
      String brokers = broker.bootstrapServers();
      SavedJob.createTopics(brokers);
      leaveOpen(pending, brokers, saved.results().get(0));
      saved.send(brokers, records, old);
      saved.send(brokers, later, fresh);
      JobGraph graph = saved.graph(brokers);
      graph.setSavepointRestoreSettings(
          SavepointRestoreSettings.forPath(savepoint.toUri().toString(), false));
      LocalJob job = cluster.submit(graph);
      job.awaitRunning(PATIENCE);

      List<String> wanted = keys(later);
      List<String> first = new ArrayList<>(wanted);
      pending.forEach(transaction -> first.add(transaction.id()));
      Await.until(
          "the results",
          PATIENCE,
          () -> {
            job.checkpoint();
            return committed(brokers, saved.results().get(0)).size() >= first.size();
          });
      job.stop(directory.resolve("savepoints"));

      assertThat(committed(brokers, saved.results().get(0)))
          .as("what the savepoint's transactions hold, and the records after its offsets, once")
          .containsExactlyInAnyOrderElementsOf(first);
      for (String topic : saved.results().subList(1, saved.results().size())) {
        assertThat(committed(brokers, topic)).containsExactlyInAnyOrderElementsOf(wanted);
      }
      assertThat(job.restores()).isEqualTo(1);
    }
  }

  private static List<String> keys(List<FeedRecord> records) {
    return records.stream().map(record -> record.key().orElseThrow()).toList();
  }

  private static List<String> committed(String brokers, String topic) {
    try (CommittedTopics topics = CommittedTopics.of(brokers, List.of(topic))) {
      return topics.readToEnd(PATIENCE).stream()
          .map(record -> record.key().orElseThrow())
          .collect(Collectors.toList());
    }
  }

  /** Transactions by producer id. */
  private static List<Pending> pendingIn(Path savepoint) throws Exception {
    byte[] bytes = Files.readAllBytes(savepoint.resolve("_metadata"));
    List<Pending> pending = new ArrayList<>();
    Matcher ids = Pattern.compile("[\\w.-]+-\\d+-\\d+").matcher(new String(bytes, ISO_8859_1));
    while (ids.find()) {
      int at = ids.start();
      if (at < BEFORE_ID) {
        continue;
      }
      ByteBuffer before = ByteBuffer.wrap(bytes, at - BEFORE_ID, BEFORE_ID);
      short epoch = before.getShort();
      long producer = before.getLong();
      int length = before.getShort();
      if (length == ids.group().length() && producer >= 0 && producer < 1_000 && epoch >= 0) {
        pending.add(new Pending(new String(bytes, at, length, UTF_8), producer, epoch));
      }
    }
    return pending.stream().distinct().sorted(Comparator.comparingLong(Pending::producer)).toList();
  }

  /** Each holds one record, whose key is its own name. A new broker counts producers from zero. */
  private static void leaveOpen(List<Pending> pending, String brokers, String topic)
      throws Exception {
    long next = 0;
    for (Pending transaction : pending) {
      while (next < transaction.producer()) {
        try (FlinkKafkaInternalProducer<byte[], byte[]> other =
            producer(brokers, "other-" + next)) {
          next = other.getProducerId() + 1;
        }
      }
      FlinkKafkaInternalProducer<byte[], byte[]> producer = producer(brokers, transaction.id());
      assertThat(producer.getProducerId()).isEqualTo(transaction.producer());
      next++;
      while (producer.getEpoch() < transaction.epoch()) {
        producer.beginTransaction();
        producer.abortTransaction();
      }
      assertThat(producer.getEpoch()).isEqualTo(transaction.epoch());
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, transaction.id().getBytes(UTF_8), new byte[0]));
      producer.flush();
      producer.close(Duration.ZERO); // without an end of the transaction
    }
  }

  private static FlinkKafkaInternalProducer<byte[], byte[]> producer(String brokers, String id) {
    Properties properties = new Properties();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    properties.put(
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    FlinkKafkaInternalProducer<byte[], byte[]> producer =
        new FlinkKafkaInternalProducer<>(properties, id);
    producer.initTransactions();
    return producer;
  }
}

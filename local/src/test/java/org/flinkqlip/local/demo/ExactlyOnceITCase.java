// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.flinkqlip.jobs.JobEnvironment;
import org.flinkqlip.jobs.StreamPipeline;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.InvariantCheck;
import org.flinkqlip.jobs.audit.ResultReader;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.jobs.audit.TransactionLog;
import org.flinkqlip.jobs.kafka.ResultSink;
import org.flinkqlip.jobs.kafka.SourceRecordDeserializer;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.local.Await;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.local.broker.FreePorts;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.local.cluster.ClusterException;
import org.flinkqlip.local.cluster.ClusterOptions;
import org.flinkqlip.local.cluster.LocalCluster;
import org.flinkqlip.local.cluster.LocalJob;
import org.flinkqlip.local.feed.ImageFeed;
import org.flinkqlip.local.feed.Pace;
import org.flinkqlip.local.feed.SceneImages;
import org.flinkqlip.local.metrics.MetricsScrape;
import org.flinkqlip.local.metrics.ReporterSettings;
import org.flinkqlip.local.progress.StreamProgress;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.operators.metrics.OperatorMetric;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a real broker, with failures while records are under way. */
@Timeout(180)
class ExactlyOnceITCase {
  private static final int RECORDS = 240;
  private static final Pace PACE = new Pace(40);
  private static final int PARTITIONS = 4;
  private static final int PARALLELISM = 2;
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Topics TOPICS = Topics.DEFAULT;

  @TempDir Path directory;

  private final ExecutorService feeder = Executors.newSingleThreadExecutor();
  private final WireFormat format = WireFormatOptions.singleObject().open();
  private BrokerProcess broker;
  private LocalCluster cluster;
  private int metricsPort;
  private LocalJob job;
  private ImageFeed feed;
  private SceneImages scenes;
  private int sent;
  private ResultReader reader;
  private StreamFollower follower;

  @BeforeEach
  void start() throws Exception {
    broker = BrokerProcess.start(BrokerOptions.in(directory.resolve("kafka")));
    metricsPort = FreePorts.any();
    cluster =
        LocalCluster.start(
            new ClusterOptions(
                directory.resolve("flink"),
                PARALLELISM,
                0,
                ReporterSettings.onLoopback(metricsPort)));
    TopicCreator.create(TOPICS, broker.bootstrapServers(), PARTITIONS);
    feed = ImageFeed.to(broker.bootstrapServers(), TOPICS.stream(), format);
    scenes = new SceneImages(7, format.serializer(ImageEvent.class, TOPICS.images()));
    reader = ResultReader.of(broker.bootstrapServers(), TOPICS.stream(), format);
  }

  @AfterEach
  void stop() {
    FailingDeserializer.arm(0);
    feeder.shutdownNow();
    reader.close();
    feed.close();
    cluster.close();
    broker.close();
    format.close();
  }

  /** The test itself says when a checkpoint is taken: none may come between result and failure. */
  @Test
  void aFailureBetweenCheckpointsNeitherLosesNorRepeatsAnyResult() throws Exception {
    submit(Duration.ofMinutes(4));
    send(RECORDS / 2);
    awaitAllCommitted();

    send(RECORDS / 4);
    Await.until("results not yet committed", DEADLINE, this::resultsAreUncommitted);
    Set<String> series = MetricsScrape.series(metricsPort, OperatorMetric.GROUP);
    FailingDeserializer.arm(1);
    send(RECORDS / 4);
    Await.until("the restart", DEADLINE, () -> job.restores() == 1);
    awaitAllCommitted();
    assertThat(MetricsScrape.series(metricsPort, OperatorMetric.GROUP))
        .as("no restart begins new series")
        .isNotEmpty()
        .isEqualTo(series);
    AuditReport audit = stopAndAudit();

    assertThat(job.restores()).isEqualTo(1);
    assertThatEveryRecordCameOutOnce(audit);
    assertThat(recordsWrittenToCodes())
        .as("codes written, those of the aborted transaction included")
        .isGreaterThan(audit.results() + audit.tombstones());
  }

  @Test
  void aBrokerThatIsKilledUnderTheJobNeitherLosesNorRepeatsAnyResult() throws Exception {
    submit(Duration.ofSeconds(2));
    Future<Void> feeding =
        feeder.submit(
            () -> {
              send(RECORDS);
              return null;
            });
    awaitFreshCheckpoint();

    broker.kill();
    broker.restart();
    follower.follow(feeding);
    AuditReport audit = stopAndAudit();

    assertThatEveryRecordCameOutOnce(audit);
  }

  private static void assertThatEveryRecordCameOutOnce(AuditReport audit) {
    assertThat(audit.violations()).isEmpty();
    assertThat(audit.in()).isEqualTo(RECORDS);
    assertThat(audit.results()).isEqualTo(204);
    assertThat(audit.compared()).as("codes and embeddings").isGreaterThanOrEqualTo(2 * 204);
    assertThat(audit.deadLettered()).isEqualTo(24);
    assertThat(audit.tombstones()).isEqualTo(12);
  }

  private void submit(Duration checkpointInterval) throws Exception {
    job = cluster.submit(graph(checkpointInterval));
    job.awaitRunning(DEADLINE);
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    follower =
        new StreamFollower(
            feed.log(), TOPICS.stream(), reader, job, new StreamProgress(nowhere, false, RECORDS));
  }

  /** Sends the next {@code count} scenes. */
  private void send(int count) throws Exception {
    int first = sent;
    feed.send(index -> scenes.record(first + index), count, PACE);
    sent += count;
  }

  /** Waits until some results are committed, then for the next checkpoint. */
  private void awaitFreshCheckpoint() throws Exception {
    Await.until("committed results", DEADLINE, () -> follower.take() > 0);
    long before = job.completedCheckpoints();
    Await.until("a checkpoint", DEADLINE, () -> job.completedCheckpoints() > before);
  }

  /** Takes checkpoints until everything that was sent is committed. */
  private void awaitAllCommitted() throws Exception {
    Await.until(
        "committed results of all that was sent",
        DEADLINE,
        () -> {
          try {
            job.checkpoint();
          } catch (ClusterException restarting) {
            return false;
          }
          follower.take();
          return follower.tally().completed() >= sent;
        });
  }

  /** Whether codes were written of which a reader of committed records sees nothing yet. */
  private boolean resultsAreUncommitted() {
    return ends("read_uncommitted") > ends("read_committed");
  }

  private long ends(String isolation) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(isolation)) {
      return consumer.endOffsets(codesPartitions(consumer)).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  /** Stops the job, which commits whatever is left, and audits. */
  private AuditReport stopAndAudit() throws Exception {
    job.stop(directory.resolve("savepoints"));
    follower.readToEnd();
    return InvariantCheck.check(
        TOPICS.stream(),
        feed.log().inputs(),
        follower.results(),
        TransactionLog.read(broker.dataDirectory(), TOPICS.results()));
  }

  /** Codes and tombstones of codes, whether committed or aborted. */
  private long recordsWrittenToCodes() throws Exception {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_uncommitted")) {
      List<TopicPartition> partitions = codesPartitions(consumer);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long[] count = new long[1];
      Await.until(
          "the end of the codes",
          DEADLINE,
          () -> {
            count[0] += consumer.poll(Duration.ofMillis(100)).count();
            return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
          });
      return count[0];
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            broker.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            isolation),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static List<TopicPartition> codesPartitions(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.partitionsFor(TOPICS.codes()).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private JobGraph graph(Duration checkpointInterval) throws Exception {
    CommonOptions options =
        TokenizeImages.JOB.parse(
            List.of(
                "--kafka.bootstrap-servers",
                broker.bootstrapServers(),
                "--model.bundle",
                DefaultModel.open().directory().toString(),
                "--checkpoint.interval",
                checkpointInterval.toSeconds() + " s",
                "--checkpoint.min-pause",
                "200 ms",
                // Longer than the rare checkpoints of one test may keep a transaction open.
                "--sink.transaction-timeout",
                "30 min",
                "--job.parallelism",
                Integer.toString(PARALLELISM)));
    StreamExecutionEnvironment environment = JobEnvironment.local(options);
    KafkaSource<SourceRecord> source =
        KafkaSource.<SourceRecord>builder()
            .setBootstrapServers(broker.bootstrapServers())
            .setGroupId(options.source().groupId())
            .setTopics(TOPICS.images())
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new FailingDeserializer(new SourceRecordDeserializer()))
            .build();
    new StreamPipeline(
            TokenizeImages.JOB.steps(),
            source,
            TokenizeImages.JOB.operator(options),
            ResultSink.create(options.kafka(), options.sink()))
        .addTo(environment);
    return environment.getStreamGraph().getJobGraph();
  }
}

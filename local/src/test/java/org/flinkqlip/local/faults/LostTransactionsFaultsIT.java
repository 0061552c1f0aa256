// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.logging.log4j.Level;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.StreamAudit;
import org.flinkqlip.jobs.audit.TimeRange;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.jobs.audit.Violation;
import org.flinkqlip.local.Await;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.local.cluster.ClusterOptions;
import org.flinkqlip.local.cluster.EmbeddedJob;
import org.flinkqlip.local.cluster.LocalCluster;
import org.flinkqlip.local.cluster.LocalJob;
import org.flinkqlip.local.security.LogCapture;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Transactions of the job as it is wired that Kafka refuses to commit. An image host that keeps the
 * first subtask waiting holds a checkpoint open, between the second one's pre-commit and its
 * commit.
 */
@Timeout(240)
class LostTransactionsFaultsIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Topics TOPICS = Topics.DEFAULT;
  private static final int HELD = 0;
  private static final int FREE = 1;

  @TempDir Path directory;

  private final ExecutorService checkpoints = Executors.newSingleThreadExecutor();
  private final WireFormat format = WireFormatOptions.singleObject().open();
  private BrokerProcess broker;
  private KafkaProducer<byte[], byte[]> producer;
  private Admin admin;
  private LocalCluster cluster;
  private HeldImageHost host;
  private LocalJob job;
  private ClusterRest rest;
  private RecordSerializer<ImageEvent> serializer;
  private int sent;

  @BeforeEach
  void start() throws Exception {
    broker = BrokerProcess.start(BrokerOptions.in(directory.resolve("kafka")));
    TopicCreator.create(TOPICS, broker.bootstrapServers(), 2);
    Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
    producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
    admin = Admin.create(kafka);
    cluster =
        LocalCluster.start(
            new ClusterOptions(
                directory.resolve("flink"),
                2,
                0,
                Map.of("metrics.fetcher.update-interval", "500")));
    rest = new ClusterRest(cluster.webUi());
    host = new HeldImageHost(picture());
    serializer = format.serializer(ImageEvent.class, TOPICS.images());
    submit(SavepointRestoreSettings.none());
  }

  @AfterEach
  void stop() throws Exception {
    host.close();
    checkpoints.shutdownNow();
    cluster.close();
    admin.close();
    producer.close();
    broker.close();
    format.close();
  }

  @Test
  void aTransactionFencedBetweenPreCommitAndCommitFailsTheJobOnceAndNamesItsInputs()
      throws Exception {
    sendHeld();
    send(FREE, 10);
    awaitWritten(10);
    Future<?> checkpoint = beginCheckpoint();
    Set<String> fenced = fenceOpenTransactions();
    host.release();
    checkpoint.get();
    Await.until("the restart", DEADLINE, () -> job.restores() == 1);
    awaitRunningAgain();
    send(FREE, 5);
    awaitAllBut(10);

    assertThat(job.lastFailure().orElseThrow().cause())
        .contains("images-1@0..9", "are lost", "sink.transactional-id-prefix")
        .contains(fenced);
    assertThat(job.restores()).as("it fails once for a loss").isEqualTo(1);
    awaitCounter("transactionsLost", 1);
    assertThat(audit().violations())
        .hasSize(10)
        .allSatisfy(missing -> assertThat(missing.kind()).isEqualTo(Violation.Kind.MISSING))
        .allSatisfy(missing -> assertThat(missing.detail()).contains("input 1@"));
  }

  @Test
  void aTransactionCommittedBeforeARestoreIsNoLoss() throws Exception {
    send(FREE, 10);
    awaitWritten(10);
    job.checkpoint();
    Await.until("ten committed codes", DEADLINE, () -> codes("read_committed") == 10);
    Set<String> committed = transactionalIds(TransactionState.COMPLETE_COMMIT);
    send(FREE, 1);
    awaitWritten(11);
    List<String> taskManagers = rest.taskManagerIds();
    // The committed one's id gets another epoch, as by reuse; the open one's fails its writer.
    fence(committed);
    fenceOpenTransactions();
    send(FREE, 1);
    Await.until("the restart", DEADLINE, () -> job.restores() >= 1);
    awaitRunningAgain();
    send(FREE, 5);
    awaitAllBut(0);

    assertThat(job.restores()).isEqualTo(1);
    assertThat(rest.taskManagerIds())
        .as("a writer that was fenced does not end its process as it closes")
        .isEqualTo(taskManagers);
    awaitCounter("alreadyCommittedCommittables", 1);
    assertThat(counter("transactionsLost")).isZero();
    assertThat(counter("transactionsUnresolved")).isZero();
    assertThat(audit().violations()).isEmpty();
  }

  @Test
  void aTransactionAbortedWhileTheJobWasDownIsNamedAndTheJobGoesOn() throws Exception {
    String savepoint = savepointWithUncommitted(10);
    fenceOpenTransactions();

    restore(savepoint);

    awaitCounter("transactionsLost", 1);
    assertThat(audit().violations()).hasSize(10);
  }

  @Test
  void aTransactionalIdThatKafkaForgotDoesNotLoopTheJob() throws Exception {
    String savepoint = savepointWithUncommitted(10);
    Set<String> forgotten = fenceOpenTransactions();
    forgetTransactionalIdsAfterASecond();
    Await.until(
        "the end of the transactional ids",
        DEADLINE,
        () -> transactionalIds().stream().noneMatch(forgotten::contains));
    broker.kill();
    Files.delete(directory.resolve("kafka").resolve("broker.properties"));
    broker.restart();

    restore(savepoint);

    awaitCounter("transactionsLost", 1);
    assertThat(audit().violations()).hasSize(10);
  }

  /** Restores the job, which must run, name the loss and go on with what comes. */
  private void restore(String savepoint) throws Exception {
    try (LogCapture log = new LogCapture(Level.WARN)) {
      submit(SavepointRestoreSettings.forPath(savepoint));
      send(FREE, 5);
      awaitAllBut(10);

      assertThat(job.lastFailure()).isEmpty();
      assertThat(log.text())
          .contains("LOST: transaction", "images-1@0..9", "send these inputs again");
    }
  }

  private void forgetTransactionalIdsAfterASecond() throws Exception {
    broker.kill();
    Files.write(
        directory.resolve("kafka").resolve("broker.properties"),
        List.of(
            "transactional.id.expiration.ms=1000",
            "transaction.remove.expired.transaction.cleanup.interval.ms=500"));
    broker.restart();
  }

  /** An intermediate savepoint, which commits nothing; then the job goes. */
  private String savepointWithUncommitted(int count) throws Exception {
    send(FREE, count);
    awaitWritten(count);
    String id = job.id().toString();
    String request = rest.beginSavepoint(id, directory.resolve("savepoints"));
    String[] location = new String[1];
    Await.until(
        "the savepoint",
        DEADLINE,
        () -> {
          rest.savepoint(id, request).ifPresent(path -> location[0] = path);
          return location[0] != null;
        });
    job.cancel();
    return location[0];
  }

  private void submit(SavepointRestoreSettings restore) throws Exception {
    Map<String, String> options = new HashMap<>();
    options.put("kafka.bootstrap-servers", broker.bootstrapServers());
    options.put("model.bundle", DefaultModel.open().directory().toString());
    options.put("job.parallelism", "2");
    options.put("checkpoint.interval", "3 min");
    options.put("checkpoint.min-pause", "0 ms");
    options.put("checkpoint.timeout", "1 min");
    options.put("checkpoint.tolerable-failures", "0");
    options.put("batch.stall-timeout", "50 s");
    options.put("fetch.allowed-schemes", "http");
    options.put("fetch.allowed-hosts", host.authority());
    options.put("fetch.allow-private-addresses", host.authority());
    options.put("fetch.response-timeout", "40 s");
    options.put("fetch.timeout", "45 s");
    EmbeddedJob embedded = EmbeddedJob.of(TokenizeImages.JOB, options);
    embedded.graph().setSavepointRestoreSettings(restore);
    job = cluster.submit(embedded.graph());
    job.awaitRunning(DEADLINE);
  }

  /** Begins a checkpoint that the free subtask passes; the held one keeps it open. */
  private Future<?> beginCheckpoint() throws Exception {
    Future<?> checkpoint =
        checkpoints.submit(
            () -> {
              job.checkpoint();
              return null;
            });
    // Reading, writing and committing are a task each.
    Await.until(
        "the free subtask's tasks in the checkpoint",
        DEADLINE,
        () -> rest.acknowledgedSubtasks(job.id().toString()) == 3);
    return checkpoint;
  }

  private Set<String> fenceOpenTransactions() throws Exception {
    Set<String> open = transactionalIds(TransactionState.ONGOING);
    assertThat(open).hasSize(1);
    fence(open);
    return open;
  }

  private void fence(Set<String> transactionalIds) throws Exception {
    admin.fenceProducers(transactionalIds).all().get();
  }

  private Set<String> transactionalIds(TransactionState... states) throws Exception {
    return admin.listTransactions().all().get().stream()
        .filter(listing -> states.length == 0 || List.of(states).contains(listing.state()))
        .map(TransactionListing::transactionalId)
        .collect(Collectors.toSet());
  }

  private void sendHeld() throws Exception {
    send(HELD, ImageEvent.newBuilder().setUri(host.uri()));
    host.awaitRequest();
  }

  private void send(int partition, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      send(partition, ImageEvent.newBuilder().setContent(ByteBuffer.wrap(picture())));
    }
  }

  private void send(int partition, ImageEvent.Builder event) throws Exception {
    String id = "image-" + sent++;
    byte[] value = serializer.serialize(event.setImageId(id).build());
    producer
        .send(new ProducerRecord<>(TOPICS.images(), partition, id.getBytes(UTF_8), value))
        .get();
  }

  private static byte[] picture() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", png);
    return png.toByteArray();
  }

  /** Waits until so many codes were written, committed or not. */
  private void awaitWritten(int count) throws Exception {
    Await.until(
        "%d written codes".formatted(count), DEADLINE, () -> codes("read_uncommitted") >= count);
  }

  /** Takes checkpoints until all that was sent is committed but for what is lost. */
  private void awaitAllBut(int lost) throws Exception {
    Await.until(
        "results of all but %d inputs".formatted(lost),
        DEADLINE,
        () -> {
          job.checkpoint();
          return codes("read_committed") == sent - lost;
        });
  }

  /** Flink's REST interface fetches metrics from time to time. */
  private void awaitCounter(String name, long value) throws Exception {
    Await.until("%s of %d".formatted(name, value), DEADLINE, () -> counter(name) == value);
  }

  private long counter(String name) throws Exception {
    return rest.total(job.id().toString(), name);
  }

  private void awaitRunningAgain() throws Exception {
    Await.until("all tasks running", DEADLINE, () -> rest.runs(job.id().toString()));
  }

  private long codes(String isolation) {
    return TopicCount.of(broker.bootstrapServers(), TOPICS.codes(), isolation);
  }

  private AuditReport audit() {
    return new StreamAudit(TOPICS.stream(), format, TimeRange.ALL, 1_000)
        .run(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }
}

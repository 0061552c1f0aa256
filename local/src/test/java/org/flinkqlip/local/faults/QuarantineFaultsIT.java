// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.flinkqlip.jobs.JobEnvironment;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.jobs.audit.InvariantCheck;
import org.flinkqlip.jobs.audit.ResultReader;
import org.flinkqlip.jobs.audit.ResultRecord;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.local.Await;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.local.cluster.ClusterException;
import org.flinkqlip.local.cluster.ClusterOptions;
import org.flinkqlip.local.cluster.LocalCluster;
import org.flinkqlip.local.cluster.LocalJob;
import org.flinkqlip.local.feed.FeedRecord;
import org.flinkqlip.local.feed.ImageFeed;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.local.feed.Pace;
import org.flinkqlip.local.feed.SceneImages;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Records that make the whole job fail, on a real broker; the process outlives them. */
@Timeout(240)
class QuarantineFaultsIT {
  private static final int RECORDS = 60;
  private static final int PARALLELISM = 2;
  private static final Duration DEADLINE = Duration.ofSeconds(120);
  private static final Topics TOPICS = Topics.DEFAULT;

  @TempDir Path directory;

  private final WireFormat format = WireFormatOptions.singleObject().open();
  private final RecordSerializer<ImageEvent> serializer =
      format.serializer(ImageEvent.class, TOPICS.images());
  private final List<ResultRecord> results = new ArrayList<>();
  private BrokerProcess broker;
  private LocalCluster cluster;
  private LocalJob job;
  private ImageFeed feed;
  private ResultReader reader;

  @BeforeEach
  void start() throws Exception {
    broker = BrokerProcess.start(BrokerOptions.in(directory.resolve("kafka")));
    cluster = LocalCluster.start(ClusterOptions.in(directory.resolve("flink"), PARALLELISM));
    TopicCreator.create(TOPICS, broker.bootstrapServers(), 2);
    feed = ImageFeed.to(broker.bootstrapServers(), TOPICS.images());
    reader = ResultReader.of(broker.bootstrapServers(), TOPICS.stream(), format);
  }

  @AfterEach
  void stop() {
    reader.close();
    feed.close();
    cluster.close();
    broker.close();
    format.close();
  }

  @Test
  void recordsThatExhaustMemoryOrStackBecomeDeadLettersAndTheirNeighboursGoOn() throws Exception {
    feed.send(
        new TrapImages(scenes(), Map.of(7L, Trap.MEMORY, 31L, Trap.STACK), serializer),
        RECORDS,
        Pace.UNLIMITED);
    submit();

    AuditReport audit = awaitAll();

    assertThat(audit.violations()).isEmpty();
    assertThat(audit.deadLettersByCategory()).containsEntry("QUARANTINED", 2L);
    assertThat(audit.results()).isPositive();
  }

  @Test
  void aResultThatTheBrokerRefusesBecomesADeadLetterAndItsNeighboursGoOn() throws Exception {
    setMaxMessageBytes(TOPICS.embeddings(), 20_000);
    feed.send(withLargeAttributes(scenes(), 12), RECORDS, Pace.UNLIMITED);
    submit();

    AuditReport audit = awaitAll();

    assertThat(audit.violations()).isEmpty();
    assertThat(audit.deadLettersByCategory()).containsEntry("QUARANTINED", 1L);
  }

  @Test
  void whenEveryRecordFailsTheJobFailsForGoodAndNamesThem() throws Exception {
    Map<Long, Trap> all =
        IntStream.range(0, 20)
            .boxed()
            .collect(Collectors.toMap(Integer::longValue, index -> Trap.MEMORY));
    feed.send(new TrapImages(scenes(), all, serializer), all.size(), Pace.UNLIMITED);
    submit(
        "--quarantine.max",
        "2",
        "--checkpoint.interval",
        "4 min",
        "--sink.transaction-timeout",
        "30 min",
        "--job.parallelism",
        "1");

    Await.until("the end of the job", DEADLINE, this::hasEnded);

    assertThat(ending()).contains("quarantine.max (2)").contains("images-").contains("a trap");
    results.addAll(reader.readToEnd(DEADLINE).stream().map(result -> result.record()).toList());
    assertThat(results).isEmpty();
  }

  @Test
  void anErrorOfALibraryReachesTheJobAndCondemnsNobody() throws Exception {
    feed.send(new TrapImages(scenes(), Map.of(3L, Trap.LIBRARY), serializer), 10, Pace.UNLIMITED);
    submit();

    Set<Instant> failures = new HashSet<>();
    Await.until(
        "six failures",
        DEADLINE,
        () -> {
          job.throwIfEnded();
          job.lastFailure().ifPresent(failure -> failures.add(failure.time()));
          return failures.size() >= 6;
        });

    results.addAll(reader.poll().stream().map(result -> result.record()).toList());
    assertThat(results).noneMatch(result -> result.topic().equals(TOPICS.deadLetters()));
  }

  private ImageSource scenes() {
    return new SceneImages(7, serializer);
  }

  /** One image is sound, and its results are larger than the topic of embeddings allows. */
  private ImageSource withLargeAttributes(ImageSource images, long large) {
    return index -> index == large ? largeRecord() : images.record(index);
  }

  private FeedRecord largeRecord() throws IOException, RegistryException {
    ByteArrayOutputStream picture = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", picture);
    byte[] noise = new byte[30_000];
    new Random(1).nextBytes(noise);
    ImageEvent event =
        ImageEvent.newBuilder()
            .setImageId("large")
            .setContent(ByteBuffer.wrap(picture.toByteArray()))
            .setEventTime(Instant.now())
            .setAttributes(Map.of("noise", Base64.getEncoder().encodeToString(noise)))
            .build();
    return new FeedRecord(
        Optional.of("large"),
        serializer.serialize(event),
        "large",
        Expectation.deadLetter("QUARANTINED"));
  }

  private void setMaxMessageBytes(String topic, int bytes) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      AlterConfigOp change =
          new AlterConfigOp(
              new ConfigEntry("max.message.bytes", Integer.toString(bytes)),
              AlterConfigOp.OpType.SET);
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(change)))
          .all()
          .get();
    }
  }

  private void submit(String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(
        List.of(
            "--kafka.bootstrap-servers",
            broker.bootstrapServers(),
            "--model.bundle",
            DefaultModel.open().directory().toString(),
            "--checkpoint.min-pause",
            "200 ms",
            "--checkpoint.directory",
            directory.resolve("checkpoints").toUri().toString(),
            "--job.restart.initial-backoff",
            "100 ms",
            "--job.restart.max-backoff",
            "100 ms"));
    setUnlessGiven(arguments, "--checkpoint.interval", "1 s");
    setUnlessGiven(arguments, "--job.parallelism", Integer.toString(PARALLELISM));
    CommonOptions options = TokenizeImages.JOB.parse(arguments);
    StreamExecutionEnvironment environment =
        TrapTokenizeImages.addTo(JobEnvironment.local(options), options);
    job = cluster.submit(environment.getStreamGraph().getJobGraph());
  }

  private static void setUnlessGiven(List<String> arguments, String key, String value) {
    if (!arguments.contains(key)) {
      arguments.addAll(List.of(key, value));
    }
  }

  private AuditReport awaitAll() throws Exception {
    AuditReport[] audit = new AuditReport[1];
    Await.until(
        "a result of every record",
        DEADLINE,
        () -> {
          job.throwIfEnded();
          reader.poll().forEach(result -> results.add(result.record()));
          audit[0] = InvariantCheck.check(TOPICS.stream(), feed.log().inputs(), results);
          return RunningAudit.late(audit[0]) == 0;
        });
    return audit[0];
  }

  private boolean hasEnded() throws InterruptedException {
    return !ending().isEmpty();
  }

  /** Why the job has ended, or nothing while it has not. */
  private String ending() throws InterruptedException {
    try {
      job.throwIfEnded();
      return "";
    } catch (ClusterException e) {
      return e.getMessage();
    }
  }
}

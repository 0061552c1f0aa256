// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
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
import org.flinkqlip.schemas.wire.SchemaRegistryOptions;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Schema ids that a registry does not have or refuses, under the whole job on a real broker. */
@Timeout(300)
class UnknownSchemasFaultsIT {
  private static final int PARALLELISM = 2;
  private static final int RECORDS = 1_000;
  private static final int FIRST_UNKNOWN = 1 << 20;
  private static final Duration TIME_OF_MISS = Duration.ofMillis(40);
  private static final Duration DEADLINE = Duration.ofSeconds(120);
  private static final Topics TOPICS = Topics.DEFAULT;

  /**
   * Most questions for unknown ids: a second's worth and one that began within it for each subtask
   * and thread, then five hundredths of the time.
   */
  private static final double BURST_QUESTIONS = PARALLELISM * (1_000.0 / 40 + 8);

  private static final double QUESTIONS_A_SECOND = PARALLELISM * 0.05 * 1_000 / 40;

  @TempDir Path directory;

  private final List<ResultRecord> results = new ArrayList<>();
  private LocalRegistry registry;
  private WireFormat format;
  private BrokerProcess broker;
  private LocalCluster cluster;
  private LocalJob job;
  private ImageFeed feed;
  private ResultReader reader;

  @BeforeEach
  void start() throws Exception {
    registry = new LocalRegistry();
    registry.missesTake(TIME_OF_MISS);
    format = WireFormatOptions.confluent(SchemaRegistryOptions.of(registry.url())).open();
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
    registry.close();
  }

  @Test
  void halfOfTheRecordsWithUnknownIdsBecomeDeadLettersAndHoldNobodyUp() throws Exception {
    feed.send(
        everySecond(index -> withSchemaId(index, FIRST_UNKNOWN + (int) index)),
        RECORDS,
        Pace.UNLIMITED);
    long start = System.nanoTime();
    submit();

    AuditReport audit = awaitAll();

    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(audit.violations()).isEmpty();
    assertThat(audit.deadLettersByCategory()).containsEntry("RECORD_UNKNOWN_SCHEMA", RECORDS / 2L);
    assertThat((double) registry.misses())
        .as("questions in %.1f s for %d unknown ids", seconds, RECORDS / 2)
        .isPositive()
        .isLessThanOrEqualTo(BURST_QUESTIONS + QUESTIONS_A_SECOND * seconds);
    assertThat(job.lastFailure()).isEmpty();
  }

  @Test
  void idsThatTheRegistryRefusesBecomeDeadLettersWhileOthersAreAnswered() throws Exception {
    int forbidden = FIRST_UNKNOWN;
    int bare = FIRST_UNKNOWN + 1;
    registry.refuse(forbidden, 403);
    registry.refuse(bare, 404);
    feed.send(
        everySecond(index -> withSchemaId(index, index % 4 == 1 ? forbidden : bare)),
        40,
        Pace.UNLIMITED);
    submit();

    AuditReport audit = awaitAll();

    assertThat(audit.violations()).isEmpty();
    assertThat(audit.deadLettersByCategory()).containsEntry("RECORD_SCHEMA_REFUSED", 20L);
    assertThat(job.lastFailure()).isEmpty();
  }

  @Test
  void aRegistryThatRefusesEveryIdIsTheFailureOfTheJobAndOfNoRecord() throws Exception {
    registry.refuseAll();
    feed.send(scenes(), 20, Pace.UNLIMITED);
    submit();

    Await.until(
        "the failure of the job",
        DEADLINE,
        () -> {
          job.throwIfEnded();
          return job.lastFailure().isPresent();
        });

    assertThat(job.lastFailure().orElseThrow().cause())
        .contains("schema registry answered 403")
        .contains("check user, password and their permissions");
    assertThat(reader.readToEnd(DEADLINE)).isEmpty();
  }

  private ImageSource scenes() {
    return new SceneImages(7, format.serializer(ImageEvent.class, TOPICS.images()));
  }

  /** Scenes, and after each of them another record. */
  private ImageSource everySecond(ImageSource other) {
    ImageSource scenes = scenes();
    return index -> index % 2 == 0 ? scenes.record(index / 2) : other.record(index);
  }

  /** A record in Confluent's framing: magic byte, id, what nobody can read without the schema. */
  private FeedRecord withSchemaId(long index, int id) {
    byte[] payload = "a picture".getBytes(UTF_8);
    byte[] value =
        ByteBuffer.allocate(1 + Integer.BYTES + payload.length)
            .put((byte) 0)
            .putInt(id)
            .put(payload)
            .array();
    String category = registry.refuses(id) ? "RECORD_SCHEMA_REFUSED" : "RECORD_UNKNOWN_SCHEMA";
    return new FeedRecord(
        Optional.of("unknown-" + index), value, "", Expectation.deadLetter(category));
  }

  private void submit() throws Exception {
    CommonOptions options =
        TokenizeImages.JOB.parse(
            List.of(
                "--kafka.bootstrap-servers",
                broker.bootstrapServers(),
                "--wire.format",
                "confluent",
                "--wire.registry.urls",
                registry.url().toString(),
                "--model.bundle",
                DefaultModel.open().directory().toString(),
                "--job.parallelism",
                Integer.toString(PARALLELISM),
                "--checkpoint.interval",
                "1 s",
                "--checkpoint.min-pause",
                "200 ms",
                "--checkpoint.directory",
                directory.resolve("checkpoints").toUri().toString()));
    StreamExecutionEnvironment environment = JobEnvironment.local(options);
    TokenizeImages.JOB.addTo(environment, options);
    job = cluster.submit(environment.getStreamGraph().getJobGraph());
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
}

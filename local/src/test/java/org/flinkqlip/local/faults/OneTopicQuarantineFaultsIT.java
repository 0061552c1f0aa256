// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.flinkqlip.jobs.EmbedText;
import org.flinkqlip.jobs.JobEnvironment;
import org.flinkqlip.jobs.ReconstructImages;
import org.flinkqlip.jobs.StreamPipeline;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.jobs.kafka.RecordSource;
import org.flinkqlip.jobs.kafka.ResultSink;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.local.Await;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.local.cluster.ClusterOptions;
import org.flinkqlip.local.cluster.LocalCluster;
import org.flinkqlip.local.cluster.LocalJob;
import org.flinkqlip.local.feed.CaptionsOf;
import org.flinkqlip.local.feed.FeedRecord;
import org.flinkqlip.local.feed.ImageFeed;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.local.feed.Pace;
import org.flinkqlip.local.feed.SceneImages;
import org.flinkqlip.local.progress.JobOutcomes;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.operators.embed.EmbedFunctions;
import org.flinkqlip.operators.embed.EmbedOptions;
import org.flinkqlip.operators.reconstruct.ReconstructFunctions;
import org.flinkqlip.operators.reconstruct.ReconstructOptions;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Records that make the jobs with one topic of results fail, on a real broker. */
@Timeout(240)
class OneTopicQuarantineFaultsIT {
  private static final int RECORDS = 60;
  private static final int PARALLELISM = 2;
  private static final Duration DEADLINE = Duration.ofSeconds(120);
  private static final Map<Long, Trap> TRAPS = Map.of(4L, Trap.MEMORY, 28L, Trap.STACK);

  @TempDir Path directory;

  private final WireFormat format = WireFormatOptions.singleObject().open();
  private BrokerProcess broker;
  private LocalCluster cluster;

  @BeforeEach
  void start() throws Exception {
    broker = BrokerProcess.start(BrokerOptions.in(directory.resolve("kafka")));
    cluster = LocalCluster.start(ClusterOptions.in(directory.resolve("flink"), PARALLELISM));
    TopicCreator.createDefaults(broker.bootstrapServers(), 2);
  }

  @AfterEach
  void stop() {
    cluster.close();
    broker.close();
    format.close();
  }

  @Test
  void captionsThatExhaustMemoryOrStackBecomeDeadLettersAndTheirNeighboursGoOn() throws Exception {
    StreamTopics topics = EmbedText.JOB.defaultTopics();
    CommonOptions options = EmbedText.JOB.parse(arguments());
    EmbedOptions embedding = EmbedText.embedding(options);

    trapsAreQuarantined(
        topics,
        new CaptionsOf(
            new SceneImages(7, format.serializer(ImageEvent.class, "images")),
            format.serializer(Caption.class, topics.input())),
        options,
        EmbedText.JOB.steps(),
        TrapFunction.operator(EmbedFunctions.of(embedding), embedding.operator().batching()));
  }

  @Test
  void codesThatExhaustMemoryOrStackBecomeDeadLettersAndTheirNeighboursGoOn() throws Exception {
    StreamTopics topics = ReconstructImages.JOB.defaultTopics();
    CommonOptions options = ReconstructImages.JOB.parse(arguments());
    ReconstructOptions reconstructing = ReconstructImages.reconstructing(options);

    trapsAreQuarantined(
        topics,
        new DrawnCodes(DefaultModel.open(), format.serializer(ImageCodes.class, topics.input())),
        options,
        ReconstructImages.JOB.steps(),
        TrapFunction.operator(
            ReconstructFunctions.of(reconstructing), reconstructing.operator().batching()));
  }

  private void trapsAreQuarantined(
      StreamTopics topics,
      ImageSource source,
      CommonOptions options,
      StreamPipeline.Steps steps,
      OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> operator)
      throws Exception {
    try (ImageFeed feed = ImageFeed.to(broker.bootstrapServers(), topics, format);
        JobOutcomes outcomes =
            new JobOutcomes(broker.bootstrapServers(), topics, format, result -> {})) {
      feed.send(withTraps(source), RECORDS, Pace.UNLIMITED);
      LocalJob job = submit(options, steps, operator);

      Await.until(
          "a result of every record",
          DEADLINE,
          () -> {
            job.throwIfEnded();
            outcomes.take();
            return outcomes.size() >= RECORDS;
          });

      AuditReport audit = outcomes.audit(feed.log().inputs(), DEADLINE);
      assertThat(audit.violations()).isEmpty();
      assertThat(audit.deadLettersByCategory()).containsEntry("QUARANTINED", 2L);
      assertThat(audit.results()).isPositive();
      assertThat(job.lastFailure()).as("what it restarted from").isPresent();
    }
  }

  /** Some records with another key, which alone springs the trap. */
  private static ImageSource withTraps(ImageSource source) {
    return index -> {
      FeedRecord record = source.record(index);
      Trap trap = TRAPS.get(index);
      return trap == null
          ? record
          : new FeedRecord(
              Optional.of(trap.uri()),
              record.value(),
              record.caption(),
              Expectation.deadLetter("QUARANTINED"));
    };
  }

  private LocalJob submit(
      CommonOptions options,
      StreamPipeline.Steps steps,
      OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> operator)
      throws Exception {
    StreamExecutionEnvironment environment = JobEnvironment.local(options);
    new StreamPipeline(
            steps,
            RecordSource.create(options.kafka(), options.source()),
            operator,
            ResultSink.create(options.kafka(), options.sink(), options.quarantine()))
        .addTo(environment);
    return cluster.submit(environment.getStreamGraph().getJobGraph());
  }

  private List<String> arguments() throws Exception {
    return List.of(
        "--kafka.bootstrap-servers",
        broker.bootstrapServers(),
        "--model.bundle",
        DefaultModel.open().directory().toString(),
        "--job.parallelism",
        Integer.toString(PARALLELISM),
        "--checkpoint.interval",
        "1 s",
        "--checkpoint.min-pause",
        "200 ms",
        "--checkpoint.directory",
        directory.resolve("checkpoints").toUri().toString(),
        "--job.restart.initial-backoff",
        "100 ms",
        "--job.restart.max-backoff",
        "100 ms");
  }
}

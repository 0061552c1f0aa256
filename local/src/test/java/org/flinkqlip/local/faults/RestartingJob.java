// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.flinkqlip.jobs.JobEnvironment;
import org.flinkqlip.jobs.StreamPipeline;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.kafka.ResultSink;
import org.flinkqlip.jobs.kafka.SourceRecordDeserializer;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.local.Await;
import org.flinkqlip.local.cluster.ClusterOptions;
import org.flinkqlip.local.cluster.EmbeddedLogging;
import org.flinkqlip.local.cluster.LocalCluster;
import org.flinkqlip.local.cluster.LocalJob;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.operators.record.SourceRecord;

/**
 * A process in which the whole job fails again and again; prints a {@link ProcessSample} at each
 * failure, and ends when the job runs after the last.
 */
final class RestartingJob {
  private static final Duration DEADLINE = Duration.ofMinutes(15);

  private RestartingJob() {}

  /** Takes the broker's address, a folder, the number of failures and the bytes that each leaks. */
  public static void main(String[] arguments) throws Exception {
    String brokers = arguments[0];
    Path directory = Path.of(arguments[1]);
    int failures = Integer.parseInt(arguments[2]);
    int leak = Integer.parseInt(arguments[3]);
    EmbeddedLogging.to(directory.resolve("job.log"));
    CommonOptions options = options(brokers);
    try (LocalCluster cluster =
        LocalCluster.start(ClusterOptions.in(directory.resolve("flink"), 1))) {
      LocalJob job =
          cluster.submit(graph(options, brokers, failures, leak).getStreamGraph().getJobGraph());
      Await.until(
          "the last failure",
          DEADLINE,
          () -> {
            job.throwIfEnded();
            return OftenFailingDeserializer.failures() == failures;
          });
      long before = job.completedCheckpoints();
      Await.until("a checkpoint after it", DEADLINE, () -> job.completedCheckpoints() > before + 1);
      job.cancel();
    }
    System.out.println("done");
    System.exit(0);
  }

  private static CommonOptions options(String brokers) throws Exception {
    return TokenizeImages.JOB.parse(
        List.of(
            "--kafka.bootstrap-servers",
            brokers,
            "--model.bundle",
            DefaultModel.open().directory().toString(),
            "--checkpoint.interval=200 ms",
            "--checkpoint.min-pause=100 ms",
            // As many as a transaction may outlast.
            "--checkpoint.tolerable-failures=30",
            "--sink.transaction-timeout=110 min",
            "--job.parallelism=1",
            "--job.restart.initial-backoff=1 ms",
            "--job.restart.max-backoff=1 ms"));
  }

  private static StreamExecutionEnvironment graph(
      CommonOptions options, String brokers, int failures, int leak) {
    StreamExecutionEnvironment environment = JobEnvironment.local(options);
    KafkaSource<SourceRecord> source =
        KafkaSource.<SourceRecord>builder()
            .setBootstrapServers(brokers)
            .setGroupId(options.source().groupId())
            .setTopics(options.source().topic())
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(
                new OftenFailingDeserializer(new SourceRecordDeserializer(), failures, leak))
            .build();
    new StreamPipeline(
            TokenizeImages.JOB.steps(),
            source,
            TokenizeImages.JOB.operator(options),
            ResultSink.create(options.kafka(), options.sink()))
        .addTo(environment);
    return environment;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionCatalog;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.PassThrough;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.operators.batching.BatchLimits;
import org.flinkqlip.operators.device.OperatorOptions;
import org.flinkqlip.operators.quarantine.QuarantineOptions;

/**
 * The options that every job has, checked against each other.
 *
 * @param kafka how Kafka is reached
 * @param source what is read
 * @param wire how records are laid out
 * @param model the model, and where it runs
 * @param batch how records are gathered
 * @param sink where results go
 * @param checkpoint when checkpoints are taken
 * @param suspects how a record that makes the job fail is found
 * @param job the job as Flink runs it
 * @param settings what all of these were read from
 */
public record CommonOptions(
    KafkaOptions kafka,
    SourceOptions source,
    WireOptions wire,
    ModelOptions model,
    BatchOptions batch,
    SinkOptions sink,
    CheckpointOptions checkpoint,
    QuarantineSettings suspects,
    FlinkOptions job,
    Settings settings) {

  private static final List<PassThrough> PASS_THROUGHS =
      List.of(
          KafkaOptions.PROPERTIES,
          KafkaOptions.SOURCE_PROPERTIES,
          KafkaOptions.SINK_PROPERTIES,
          FlinkOptions.FLINK_PROPERTIES);

  private static final Duration SHORTEST_FOR_INCREMENTING = Duration.ofMinutes(1);

  public CommonOptions {
    if (sink.topics().contains(source.topic())) {
      throw new InvalidOptionsException(
          SourceOptions.TOPIC.key() + " must not be a topic of the sink: " + source.topic());
    }
    check(checkpointTimes(checkpoint, job), sink, batch);
  }

  /**
   * Checks the other options against the times of checkpoints.
   *
   * @param times as they will be in effect
   * @throws InvalidOptionsException if they contradict each other
   */
  public void check(CheckpointTimes times) {
    check(times, sink, batch);
  }

  private static void check(CheckpointTimes times, SinkOptions sink, BatchOptions batch) {
    if (sink.isTransactional()) {
      times.check(sink.transactionTimeout());
    }
    require(
        batch.limits().stallTimeout().compareTo(times.timeout()) < 0,
        BatchOptions.STALL_TIMEOUT.key()
            + " must be shorter than "
            + CheckpointOptions.TIMEOUT.key()
            + ", since each checkpoint waits for the batches in flight");
  }

  /**
   * Everything that can be set on a job.
   *
   * @param job its name in lower case with dashes, from which other names follow
   * @param batchSize the job's option of a full batch
   * @param own the options of stages that it alone has
   */
  public static OptionCatalog catalog(
      String job, TopicOptions topics, Option<Integer> batchSize, OptionGroup... own) {
    List<OptionGroup> groups = new ArrayList<>();
    groups.add(KafkaOptions.GROUP);
    groups.add(SourceOptions.GROUP.with(topics.input(), named(job, SourceOptions.GROUP_ID)));
    groups.add(WireOptions.GROUP);
    groups.addAll(List.of(own));
    groups.add(ModelOptions.GROUP);
    groups.add(BatchOptions.group(batchSize));
    groups.add(
        SinkOptions.group(
            topics.resultTopics(),
            topics.deadLetters(),
            named(job, SinkOptions.TRANSACTIONAL_ID_PREFIX)));
    groups.add(CheckpointOptions.GROUP);
    groups.add(QuarantineSettings.GROUP);
    groups.add(
        FlinkOptions.GROUP.with(
            Option.text(FlinkOptions.NAME.key(), job, FlinkOptions.NAME.description())));
    return new OptionCatalog(groups, PASS_THROUGHS);
  }

  /** The option with the job's name in the default: no two jobs may share it. */
  private static Option<String> named(String job, Option<String> option) {
    return Option.text(option.key(), "flink-qlip-" + job, option.description());
  }

  /**
   * Reads the options of every stage.
   *
   * @param batchSize the job's option of a full batch
   * @throws InvalidOptionsException if they contradict each other
   */
  public static CommonOptions from(
      Settings settings, TopicOptions topics, Option<Integer> batchSize) {
    return new CommonOptions(
        KafkaOptions.from(settings),
        SourceOptions.from(settings),
        WireOptions.from(settings),
        ModelOptions.from(settings),
        BatchOptions.from(settings, batchSize),
        SinkOptions.from(settings, topics.results()),
        CheckpointOptions.from(settings),
        QuarantineSettings.from(settings),
        FlinkOptions.from(settings),
        settings);
  }

  /** What the job's operator needs to know. */
  public OperatorOptions operator() {
    return new OperatorOptions(
        wire.format(),
        sink.deadLetterTopic(),
        batch.limits(),
        batch.prepareThreads(),
        model.bundle(),
        model.session(),
        model.onUnclosable(),
        Math.toIntExact(sink.maxRecordBytes().getBytes()),
        quarantine());
  }

  /** How a record that makes the job fail is found, in the directory that is in force. */
  public QuarantineOptions quarantine() {
    return new QuarantineOptions(
        suspects
            .directory()
            .or(() -> checkpointDirectory().map(directory -> withSlash(directory) + "quarantine"))
            .orElse(null),
        suspects.max(),
        suspects.watch());
  }

  private Optional<String> checkpointDirectory() {
    return Optional.ofNullable(job.flinkProperties().get("execution.checkpointing.dir"))
        .or(checkpoint::directory);
  }

  private static String withSlash(String directory) {
    return directory.endsWith("/") ? directory : directory + "/";
  }

  /** How long checkpoints may take, unless the cluster sets what the options leave open. */
  public CheckpointTimes checkpointTimes() {
    return checkpointTimes(checkpoint, job);
  }

  private static CheckpointTimes checkpointTimes(CheckpointOptions checkpoint, FlinkOptions job) {
    return CheckpointTimes.of(Configuration.fromMap(job.flinkProperties()), checkpoint.times());
  }

  /** What can be meant but often is not, for people. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (checkpointDirectory().isEmpty()) {
      warnings.add(
          CheckpointOptions.DIRECTORY.key()
              + " is not set: unless the cluster has a default, checkpoints do not outlive the job"
              + " manager"
              + (suspects.directory().isPresent()
                  ? ""
                  : "; a record that kills its process is not found without it, or "
                      + QuarantineSettings.DIRECTORY.key()));
    }
    if (sink.isTransactional()
        && sink.namingStrategy() == TransactionNamingStrategy.INCREMENTING
        && checkpoint.interval().compareTo(SHORTEST_FOR_INCREMENTING) < 0) {
      warnings.add(
          "the incrementing naming strategy makes a transactional id for each checkpoint, which"
              + " brokers keep for a week: use pooling, or a "
              + CheckpointOptions.INTERVAL.key()
              + " of at least 1 min");
    }
    return warnings;
  }

  /**
   * The same work for a few records in this process: one after the other, so that no two share a
   * batch, without Flink's own properties, and with no file of the job's own.
   */
  public CommonOptions forRecomputing() {
    BatchLimits limits = batch.limits();
    return new CommonOptions(
        kafka,
        source,
        wire,
        model,
        new BatchOptions(
            new BatchLimits(
                1, limits.maxBytes(), limits.linger(), limits.maxInFlight(), limits.stallTimeout()),
            batch.prepareThreads()),
        sink,
        new CheckpointOptions(
            checkpoint.interval(),
            checkpoint.minPause(),
            checkpoint.timeout(),
            Optional.empty(),
            checkpoint.retention(),
            checkpoint.tolerableFailures()),
        new QuarantineSettings(Optional.empty(), suspects.max(), suspects.watch()),
        new FlinkOptions(
            job.name(), Optional.of(1), job.restart(), job.localWebAddress(), Map.of()),
        settings);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new InvalidOptionsException(message);
    }
  }
}

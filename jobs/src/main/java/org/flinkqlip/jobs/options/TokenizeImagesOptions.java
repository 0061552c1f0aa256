package org.flinkqlip.jobs.options;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.OptionCatalog;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.jobs.config.SettingsReader;
import org.flinkqlip.operators.device.StreamOptions;
import org.flinkqlip.operators.tokenize.OutputTopics;
import org.flinkqlip.operators.tokenize.TokenizeOptions;

/**
 * All options of TokenizeImages, checked against each other.
 *
 * @param kafka how Kafka is reached
 * @param source what is read
 * @param wire how records are laid out
 * @param fetch what may be fetched by uri
 * @param image which images are decoded
 * @param model the model, and where it runs
 * @param batch how images are gathered
 * @param sink where results go
 * @param checkpoint when checkpoints are taken
 * @param job the job as Flink runs it
 * @param settings what all of these were read from
 */
public record TokenizeImagesOptions(
    KafkaOptions kafka,
    SourceOptions source,
    WireOptions wire,
    FetchOptions fetch,
    ImageOptions image,
    ModelOptions model,
    BatchOptions batch,
    SinkOptions sink,
    CheckpointOptions checkpoint,
    JobOptions job,
    Settings settings) {

  /** Every option and prefix of the job. */
  public static final OptionCatalog CATALOG =
      new OptionCatalog(
          List.of(
              KafkaOptions.GROUP,
              SourceOptions.GROUP,
              WireOptions.GROUP,
              FetchOptions.GROUP,
              ImageOptions.GROUP,
              ModelOptions.GROUP,
              BatchOptions.GROUP,
              SinkOptions.GROUP,
              CheckpointOptions.GROUP,
              JobOptions.GROUP),
          List.of(
              KafkaOptions.PROPERTIES,
              KafkaOptions.SOURCE_PROPERTIES,
              KafkaOptions.SINK_PROPERTIES,
              JobOptions.FLINK_PROPERTIES));

  private static final Duration SHORTEST_FOR_INCREMENTING = Duration.ofMinutes(1);

  public TokenizeImagesOptions {
    if (sink.topics().contains(source.topic())) {
      throw new InvalidOptionsException(
          SourceOptions.TOPIC.key() + " must not be a topic of the sink: " + source.topic());
    }
    if (sink.isTransactional()) {
      Duration needed = checkpoint.interval().plus(checkpoint.timeout());
      require(
          sink.transactionTimeout().compareTo(needed) > 0,
          SinkOptions.TRANSACTION_TIMEOUT.key()
              + " must exceed "
              + CheckpointOptions.INTERVAL.key()
              + " and "
              + CheckpointOptions.TIMEOUT.key()
              + " together, or the broker aborts a transaction that a checkpoint still commits");
    }
    Duration stall = batch.limits().stallTimeout();
    require(
        stall.compareTo(fetch.policy().timeout()) > 0,
        BatchOptions.STALL_TIMEOUT.key()
            + " must exceed "
            + FetchOptions.TIMEOUT.key()
            + ", or a slow server looks like a stuck device");
    require(
        stall.compareTo(checkpoint.timeout()) < 0,
        BatchOptions.STALL_TIMEOUT.key()
            + " must be shorter than "
            + CheckpointOptions.TIMEOUT.key()
            + ", since each checkpoint waits for the batches in flight");
  }

  /**
   * Reads {@code --config FILE} and {@code --key value} arguments.
   *
   * @throws InvalidOptionsException if they cannot be used
   */
  public static TokenizeImagesOptions parse(List<String> arguments) {
    return from(new SettingsReader(CATALOG).read(arguments));
  }

  /** Reads the options of every stage. */
  public static TokenizeImagesOptions from(Settings settings) {
    return new TokenizeImagesOptions(
        KafkaOptions.from(settings),
        SourceOptions.from(settings),
        WireOptions.from(settings),
        FetchOptions.from(settings),
        ImageOptions.from(settings),
        ModelOptions.from(settings),
        BatchOptions.from(settings),
        SinkOptions.from(settings),
        CheckpointOptions.from(settings),
        JobOptions.from(settings),
        settings);
  }

  /** How the operator tokenizes. */
  public TokenizeOptions tokenizing() {
    return new TokenizeOptions(
        new StreamOptions(
            wire.format(),
            sink.deadLetterTopic(),
            batch.limits(),
            batch.prepareThreads(),
            model.bundle(),
            model.session(),
            Math.toIntExact(sink.maxRecordBytes().getBytes())),
        new OutputTopics(sink.codesTopic(), sink.embeddingsTopic()),
        image.limits(),
        image.applyExifOrientation());
  }

  /** What can be meant but often is not, for people. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (checkpoint.directory().isEmpty()
        && !job.flinkProperties().containsKey("execution.checkpointing.dir")) {
      warnings.add(
          CheckpointOptions.DIRECTORY.key()
              + " is not set: unless the cluster has a default, checkpoints do not outlive the job"
              + " manager");
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

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new InvalidOptionsException(message);
    }
  }
}

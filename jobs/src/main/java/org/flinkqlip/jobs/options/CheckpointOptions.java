// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;

/**
 * When checkpoints are taken and where they go.
 *
 * @param interval from one checkpoint to the next
 * @param minPause least time between two
 * @param timeout of one checkpoint
 * @param directory where they go; empty for the job manager's memory
 * @param retention what becomes of the last one when the job is cancelled
 * @param tolerableFailures failed checkpoints in a row that do not fail the job
 */
public record CheckpointOptions(
    Duration interval,
    Duration minPause,
    Duration timeout,
    Optional<String> directory,
    ExternalizedCheckpointRetention retention,
    int tolerableFailures) {

  public static final Option<Duration> INTERVAL =
      Option.duration(
              "checkpoint.interval",
              Duration.ofSeconds(10),
              "From one checkpoint to the next: how long committed results lag behind.")
          .positive();

  public static final Option<Duration> MIN_PAUSE =
      Option.duration(
          "checkpoint.min-pause", Duration.ofSeconds(2), "Least time between two checkpoints.");

  public static final Option<Duration> TIMEOUT =
      Option.duration("checkpoint.timeout", Duration.ofMinutes(3), "Of one checkpoint.").positive();

  public static final Option<String> DIRECTORY =
      Option.text(
          "checkpoint.directory",
          "Where checkpoints go, such as `s3://bucket/checkpoints`. Without it they live in the job"
              + " manager's memory and do not outlive it.");

  public static final Option<ExternalizedCheckpointRetention> RETENTION =
      Option.choice(
          "checkpoint.retention",
          ExternalizedCheckpointRetention.class,
          ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION,
          "What becomes of the last checkpoint when the job is cancelled.");

  public static final Option<Integer> TOLERABLE_FAILURES =
      Option.integer(
              "checkpoint.tolerable-failures",
              3,
              "Failed checkpoints in a row that do not fail the job.")
          .atLeast(0);

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Checkpoints",
          "When checkpoints are taken and where they go. Results become visible to consumers of"
              + " committed records at each checkpoint.",
          List.of(INTERVAL, MIN_PAUSE, TIMEOUT, DIRECTORY, RETENTION, TOLERABLE_FAILURES));

  /** How long checkpoints may take, where Flink is not told otherwise. */
  public CheckpointTimes times() {
    return new CheckpointTimes(interval, minPause, timeout, tolerableFailures);
  }

  /** Reads the options of this stage. */
  public static CheckpointOptions from(Settings settings) {
    return new CheckpointOptions(
        settings.get(INTERVAL),
        settings.get(MIN_PAUSE),
        settings.get(TIMEOUT),
        settings.find(DIRECTORY),
        settings.get(RETENTION),
        settings.get(TOLERABLE_FAILURES));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.util.TimeUtils;
import org.flinkqlip.jobs.config.InvalidOptionsException;

/**
 * How long checkpoints may take together before they fail the job.
 *
 * @param interval from one checkpoint to the next
 * @param minPause least time between two
 * @param timeout of one checkpoint
 * @param tolerableFailures failed checkpoints in a row that do not fail the job
 */
public record CheckpointTimes(
    Duration interval, Duration minPause, Duration timeout, int tolerableFailures) {

  /**
   * As Flink is set, which may come from options, from {@code flink.*} properties or from the
   * cluster.
   *
   * @param fallback for what is not set there
   */
  public static CheckpointTimes of(ReadableConfig flink, CheckpointTimes fallback) {
    return new CheckpointTimes(
        flink.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).orElse(fallback.interval),
        flink
            .getOptional(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS)
            .orElse(fallback.minPause),
        flink.getOptional(CheckpointingOptions.CHECKPOINTING_TIMEOUT).orElse(fallback.timeout),
        flink
            .getOptional(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER)
            .orElse(fallback.tolerableFailures));
  }

  /** How many checkpoints may fail in a row until the job does. */
  public int attempts() {
    return tolerableFailures + 1;
  }

  /**
   * How long a transaction may have to stay open without a failure of the job: it gathers records
   * for an interval, and then waits for a checkpoint that succeeds.
   */
  public Duration longestTransaction() {
    Duration failure = timeout.plus(minPause);
    Duration period = failure.compareTo(interval) > 0 ? failure : interval;
    return interval.plus(period.multipliedBy(attempts()));
  }

  /**
   * Makes sure that the broker leaves a transaction open for as long as that.
   *
   * @throws InvalidOptionsException if it may not; the message has the numbers
   */
  public void check(Duration transactionTimeout) {
    Duration needed = longestTransaction();
    if (transactionTimeout.compareTo(needed) <= 0) {
      throw new InvalidOptionsException(
          ("%s is %s, but a transaction may have to stay open for more than %s: %s (%s) + (%s (%d) + 1)"
                  + " x (%s (%s) + %s (%s)), or as many intervals where those are longer. The broker"
                  + " would abort what a checkpoint still commits: loss. Raise the first (at most to"
                  + " transaction.max.timeout.ms of the brokers, 15 min if not set) or lower the"
                  + " others, here or where flink.* or the cluster sets execution.checkpointing.*")
              .formatted(
                  SinkOptions.TRANSACTION_TIMEOUT.key(),
                  text(transactionTimeout),
                  text(needed),
                  CheckpointOptions.INTERVAL.key(),
                  text(interval),
                  CheckpointOptions.TOLERABLE_FAILURES.key(),
                  tolerableFailures,
                  CheckpointOptions.TIMEOUT.key(),
                  text(timeout),
                  CheckpointOptions.MIN_PAUSE.key(),
                  text(minPause)));
    }
  }

  private static String text(Duration duration) {
    return TimeUtils.formatWithHighestUnit(duration);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.time.Duration;
import java.util.Optional;
import org.apache.flink.util.TimeUtils;
import org.flinkqlip.operators.batching.BatchLimits;

/**
 * How long a checkpoint may wait for content that is fetched: its barrier passes once all batches
 * under way are done.
 *
 * @param images of the batches that are closed, and of the one that is being filled
 * @param threads that fetch at the same time
 * @param fetchTimeout of one image
 */
public record FetchDrain(int images, int threads, Duration fetchTimeout) {

  /**
   * The worst case of these options.
   *
   * @param cores threads where the options say one per core
   */
  public static FetchDrain of(BatchOptions batch, Duration fetchTimeout, int cores) {
    BatchLimits limits = batch.limits();
    return new FetchDrain(
        limits.maxRecords() * (limits.maxInFlight() + 1),
        batch.prepareThreads() == 0 ? cores : batch.prepareThreads(),
        fetchTimeout);
  }

  /** Until the last image is there if every one takes all its time. */
  Duration longest() {
    int turns = (images + threads - 1) / threads;
    return fetchTimeout.multipliedBy(turns);
  }

  /** What to say if that is longer than checkpoints may fail. */
  public Optional<String> warning(CheckpointTimes times) {
    Duration tolerated = times.timeout().multipliedBy(times.attempts());
    if (longest().compareTo(tolerated) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        ("up to %d images are under way (a full batch x (%s + 1)), each may be fetched for %s (%s), by"
                + " %d threads (%s): slow servers can hold up a checkpoint for %s, while %d in a row"
                + " of %s each (%s) fail the job, after %s. Use more threads, smaller or fewer"
                + " batches, or a shorter %s")
            .formatted(
                images,
                BatchOptions.MAX_IN_FLIGHT.key(),
                text(fetchTimeout),
                FetchOptions.TIMEOUT.key(),
                threads,
                BatchOptions.PREPARE_THREADS.key(),
                text(longest()),
                times.attempts(),
                text(times.timeout()),
                CheckpointOptions.TIMEOUT.key(),
                text(tolerated),
                FetchOptions.TIMEOUT.key()));
  }

  private static String text(Duration duration) {
    return TimeUtils.formatWithHighestUnit(duration);
  }
}

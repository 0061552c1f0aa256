// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.MemorySize;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.operators.batching.BatchLimits;

/**
 * How records are gathered into batches.
 *
 * @param limits when a batch is closed, and how much may be under way
 * @param prepareThreads threads of each device that prepare records; zero for one per core
 */
public record BatchOptions(BatchLimits limits, int prepareThreads) {

  public static final Option<Integer> MAX_IMAGES =
      Option.integer("batch.max-images", 8, "Images of a full batch.").atLeast(1).atMost(4096);

  public static final Option<Integer> MAX_CAPTIONS =
      Option.integer("batch.max-captions", 32, "Captions of a full batch.").atLeast(1).atMost(4096);

  public static final Option<MemorySize> MAX_BYTES =
      Option.size(
              "batch.max-bytes",
              MemorySize.ofMebiBytes(64),
              "Bytes of the input records of a full batch; a larger record makes a batch of its own.")
          .positive();

  public static final Option<Duration> LINGER =
      Option.duration(
          "batch.linger",
          Duration.ofMillis(50),
          "How long the first record of a batch waits for others; with 0, batches form only while the"
              + " device is busy.");

  public static final Option<Integer> MAX_IN_FLIGHT =
      Option.integer(
              "batch.max-in-flight",
              2,
              "Batches that are closed and not yet sent out; one more is being filled. Two keep the"
                  + " device busy; all of them are drained at each checkpoint.")
          .atLeast(1)
          .atMost(64);

  public static final Option<Integer> PREPARE_THREADS =
      Option.integer(
              "batch.prepare-threads",
              0,
              "Threads of each device that prepare records (fetch, decode); 0 for one per core of the machine.")
          .atLeast(0)
          .atMost(1024);

  public static final Option<Duration> STALL_TIMEOUT =
      Option.duration(
              "batch.stall-timeout",
              Duration.ofMinutes(2),
              "How long unfinished work may show no progress before the device counts as stuck and"
                  + " the job restarts. Must exceed `fetch.timeout`, where a job has it.")
          .atLeast(Duration.ofSeconds(1));

  /**
   * The options of a job.
   *
   * @param size the job's option of a full batch
   */
  public static OptionGroup group(Option<Integer> size) {
    return new OptionGroup(
        "Batch",
        "How records are gathered into batches for the device.",
        List.of(size, MAX_BYTES, LINGER, MAX_IN_FLIGHT, PREPARE_THREADS, STALL_TIMEOUT));
  }

  public BatchOptions {
    if (limits.linger().compareTo(limits.stallTimeout()) >= 0) {
      throw new InvalidOptionsException(
          LINGER.key() + " must be shorter than " + STALL_TIMEOUT.key());
    }
  }

  /**
   * Reads the options of this stage.
   *
   * @param size the job's option of a full batch
   */
  public static BatchOptions from(Settings settings, Option<Integer> size) {
    return new BatchOptions(
        new BatchLimits(
            settings.get(size),
            settings.get(MAX_BYTES).getBytes(),
            settings.get(LINGER),
            settings.get(MAX_IN_FLIGHT),
            settings.get(STALL_TIMEOUT)),
        settings.get(PREPARE_THREADS));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.PassThrough;
import org.flinkqlip.jobs.config.Settings;

/**
 * The job as Flink runs it.
 *
 * @param name shown in Flink's web UI
 * @param parallelism subtasks of each operator; empty for the cluster's default
 * @param restart how the job comes back after a failure
 * @param localWebAddress where the web UI and the REST API of a local run listen
 * @param flinkProperties Flink's own settings, stronger than all others
 */
public record FlinkOptions(
    String name,
    Optional<Integer> parallelism,
    Restart restart,
    String localWebAddress,
    Map<String, String> flinkProperties) {

  /**
   * Exponential delay between restarts.
   *
   * @param initialBackoff delay of the first restart
   * @param maxBackoff longest delay
   * @param multiplier growth from one delay to the next
   * @param resetThreshold time without failure after which the delay starts over
   * @param jitter part of a delay that is random
   */
  public record Restart(
      Duration initialBackoff,
      Duration maxBackoff,
      double multiplier,
      Duration resetThreshold,
      double jitter) {

    public Restart {
      if (initialBackoff.compareTo(maxBackoff) > 0) {
        throw new InvalidOptionsException(
            RESTART_INITIAL_BACKOFF.key() + " must not exceed " + RESTART_MAX_BACKOFF.key());
      }
    }
  }

  public static final Option<String> NAME =
      Option.text("job.name", "tokenize-images", "Shown in Flink's web UI.");

  public static final Option<Integer> PARALLELISM =
      Option.integer(
              "job.parallelism",
              null,
              "Subtasks of each operator, such as one per CUDA device; the cluster's default if not"
                  + " set.")
          .atLeast(1);

  public static final Option<Duration> RESTART_INITIAL_BACKOFF =
      Option.duration(
              "job.restart.initial-backoff", Duration.ofSeconds(1), "Delay of the first restart.")
          .positive();

  public static final Option<Duration> RESTART_MAX_BACKOFF =
      Option.duration("job.restart.max-backoff", Duration.ofMinutes(1), "Longest delay.")
          .positive();

  public static final Option<Double> RESTART_MULTIPLIER =
      Option.number("job.restart.multiplier", 2.0, "Growth from one delay to the next.")
          .atLeast(1.0);

  public static final Option<Duration> RESTART_RESET_THRESHOLD =
      Option.duration(
              "job.restart.reset-threshold",
              Duration.ofMinutes(10),
              "Time without a failure after which the delay starts over.")
          .positive();

  public static final Option<Double> RESTART_JITTER =
      Option.number("job.restart.jitter", 0.1, "Part of a delay that is random.")
          .atLeast(0.0)
          .atMost(1.0);

  public static final Option<String> LOCAL_WEB_ADDRESS =
      Option.text(
          "job.local.web-address",
          "127.0.0.1",
          "Address that Flink's web UI and REST API listen on in a local run (`./qlip`), such as"
              + " `0.0.0.0` for every interface. Whoever reaches it can read the job's settings and"
              + " cancel it; jars are refused, and nothing else of a local run listens beyond the"
              + " loopback address. On a cluster, the cluster's own configuration says where it"
              + " listens.");

  public static final PassThrough FLINK_PROPERTIES =
      new PassThrough(
          "flink.",
          "Flink's own settings, stronger than all options above:"
              + " `flink.execution.checkpointing.unaligned.enabled` and the like. What belongs to the"
              + " cluster's processes, such as memory, only takes effect in a local run.");

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Job",
          "The job as Flink runs it. After a failure it restarts from its last checkpoint, however"
              + " often, with an exponential delay.",
          List.of(
              NAME,
              PARALLELISM,
              RESTART_INITIAL_BACKOFF,
              RESTART_MAX_BACKOFF,
              RESTART_MULTIPLIER,
              RESTART_RESET_THRESHOLD,
              RESTART_JITTER,
              LOCAL_WEB_ADDRESS));

  public FlinkOptions {
    flinkProperties = Map.copyOf(flinkProperties);
  }

  /** Reads the options of this stage. */
  public static FlinkOptions from(Settings settings) {
    return new FlinkOptions(
        settings.get(NAME),
        settings.find(PARALLELISM),
        new Restart(
            settings.get(RESTART_INITIAL_BACKOFF),
            settings.get(RESTART_MAX_BACKOFF),
            settings.get(RESTART_MULTIPLIER),
            settings.get(RESTART_RESET_THRESHOLD),
            settings.get(RESTART_JITTER)),
        settings.get(LOCAL_WEB_ADDRESS),
        settings.under(FLINK_PROPERTIES));
  }
}

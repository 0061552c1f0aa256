// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.jobs.options.CheckpointOptions;
import org.flinkqlip.jobs.options.CheckpointTimes;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.jobs.options.FlinkOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink's settings of a job. The order of strength: {@code flink.*} properties, options that were
 * given, the cluster's own configuration, defaults of the options.
 */
public final class JobEnvironment {
  private static final Logger LOG = LoggerFactory.getLogger(JobEnvironment.class);

  /** As long as a Kafka producer waits for more records. */
  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(5);

  private final Configuration configuration = new Configuration();
  private final Settings settings;
  private final ReadableConfig cluster;

  private JobEnvironment(Settings settings, ReadableConfig cluster) {
    this.settings = settings;
    this.cluster = cluster;
  }

  /** The environment that the program runs in: of the cluster that it was submitted to. */
  public static StreamExecutionEnvironment ofCluster(CommonOptions options) {
    ReadableConfig cluster =
        StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
    return StreamExecutionEnvironment.getExecutionEnvironment(configuration(options, cluster));
  }

  /**
   * An environment in this process, with one subtask unless the options say otherwise. It listens
   * on the loopback address alone, its web UI elsewhere if the options say so.
   *
   * @throws InvalidOptionsException if it cannot listen there
   */
  public static StreamExecutionEnvironment local(CommonOptions options) {
    Configuration configuration = configuration(options, new Configuration());
    if (!configuration.contains(CoreOptions.DEFAULT_PARALLELISM)) {
      configuration.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    }
    LocalListeners.bind(configuration, options.job().localWebAddress());
    String web = configuration.get(RestOptions.BIND_ADDRESS);
    if (!LocalListeners.isLoopback(web)) {
      LOG.warn(
          "Flink's web UI and REST API listen on {}: whoever reaches them can read this job's"
              + " settings and cancel it",
          web);
    }
    return StreamExecutionEnvironment.createLocalEnvironment(configuration);
  }

  /** An environment in this process for a few records: without checkpoints, restarts and ports. */
  static StreamExecutionEnvironment forRecomputing(CommonOptions options) {
    Configuration configuration = configuration(options, new Configuration());
    configuration.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    // The collecting step is Flink's own, and has no uid.
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
    configuration.set(RestOptions.BIND_PORT, "0");
    LocalListeners.bindToLoopback(configuration);
    return StreamExecutionEnvironment.createLocalEnvironment(configuration);
  }

  /**
   * The settings on top of a cluster's.
   *
   * @param cluster configuration of the cluster that the job goes to
   * @throws InvalidOptionsException if options contradict the cluster's settings, such as a
   *     transaction that may time out before it is committed
   */
  public static Configuration configuration(CommonOptions options, ReadableConfig cluster) {
    JobEnvironment environment = new JobEnvironment(options.settings(), cluster);
    environment.pipeline(options.job());
    environment.checkpoints(options.checkpoint());
    environment.restarts(options.job().restart());
    options.job().flinkProperties().forEach(environment.configuration::setString);
    options.check(
        CheckpointTimes.of(
            environment.configuration, CheckpointTimes.of(cluster, options.checkpointTimes())));
    return environment.configuration;
  }

  private void pipeline(FlinkOptions job) {
    set(PipelineOptions.NAME, job.name(), FlinkOptions.NAME);
    job.parallelism()
        .ifPresent(
            parallelism ->
                set(CoreOptions.DEFAULT_PARALLELISM, parallelism, FlinkOptions.PARALLELISM));
    // An accidental fall-back to Kryo, or a state without an identity, fails at submission.
    set(PipelineOptions.GENERIC_TYPES, false);
    set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    set(PipelineOptions.OBJECT_REUSE, true);
    set(StateBackendOptions.STATE_BACKEND, "hashmap");
    set(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED, true);
    // Flink's 100 ms are longer than a batch takes: results would wait for the sink, not for work.
    set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
  }

  private void checkpoints(CheckpointOptions options) {
    set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL,
        options.interval(),
        CheckpointOptions.INTERVAL);
    set(
        CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS,
        options.minPause(),
        CheckpointOptions.MIN_PAUSE);
    set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, options.timeout(), CheckpointOptions.TIMEOUT);
    set(CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS, 1);
    set(
        CheckpointingOptions.TOLERABLE_FAILURE_NUMBER,
        options.tolerableFailures(),
        CheckpointOptions.TOLERABLE_FAILURES);
    set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        options.retention(),
        CheckpointOptions.RETENTION);
    options
        .directory()
        .ifPresent(
            directory ->
                set(
                    CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                    directory,
                    CheckpointOptions.DIRECTORY));
  }

  private void restarts(FlinkOptions.Restart restart) {
    set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        restart.initialBackoff(),
        FlinkOptions.RESTART_INITIAL_BACKOFF);
    set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        restart.maxBackoff(),
        FlinkOptions.RESTART_MAX_BACKOFF);
    set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER,
        restart.multiplier(),
        FlinkOptions.RESTART_MULTIPLIER);
    set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        restart.resetThreshold(),
        FlinkOptions.RESTART_RESET_THRESHOLD);
    set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_JITTER_FACTOR,
        restart.jitter(),
        FlinkOptions.RESTART_JITTER);
  }

  /** Sets what has no option of its own, unless the cluster has a value. */
  private <T> void set(ConfigOption<T> flinkOption, T value) {
    if (cluster.getOptional(flinkOption).isEmpty()) {
      configuration.set(flinkOption, value);
    }
  }

  /** Sets what was given as {@code option}, or its default unless the cluster has a value. */
  private <T> void set(ConfigOption<T> flinkOption, T value, Option<?> option) {
    if (settings.isSet(option)) {
      configuration.set(flinkOption, value);
    } else {
      set(flinkOption, value);
    }
  }
}

package org.flinkqlip.jobs;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.kafka.BrokerChecks;
import org.flinkqlip.jobs.kafka.BrokersException;
import org.flinkqlip.jobs.kafka.RecordSource;
import org.flinkqlip.jobs.kafka.ResultSink;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job between Kafka topics, from its options. */
public final class StreamJob {
  private static final Logger LOG = LoggerFactory.getLogger(StreamJob.class);

  private final CommonOptions options;
  private final List<String> warnings;
  private final StreamPipeline.Steps steps;
  private final OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> operator;

  /**
   * A job.
   *
   * @param operator runs the model
   */
  public StreamJob(
      CommonOptions options,
      StreamPipeline.Steps steps,
      OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> operator) {
    this(options, options.warnings(), steps, operator);
  }

  /**
   * A job with options of its own to warn of.
   *
   * @param warnings about all of its options
   * @param operator runs the model
   */
  StreamJob(
      CommonOptions options,
      List<String> warnings,
      StreamPipeline.Steps steps,
      OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> operator) {
    this.options = requireNonNull(options, "options is null");
    this.warnings = List.copyOf(warnings);
    this.steps = requireNonNull(steps, "steps is null");
    this.operator = requireNonNull(operator, "operator is null");
  }

  /** The options that every job has. */
  public CommonOptions options() {
    return options;
  }

  /**
   * Logs the effective options once, and finds out what would keep the job from running.
   *
   * @throws InvalidOptionsException if the model bundle cannot be used
   * @throws BrokersException if brokers do not answer or do not fit
   */
  public void check() {
    if (LOG.isInfoEnabled()) {
      LOG.info("Effective options:\n{}", describe());
    }
    warnings.forEach(LOG::warn);
    String model = BundleCheck.describe(options.model().bundle());
    LOG.info("Model: {}", model);
    BrokerChecks.run(options.kafka(), options.source(), options.sink()).forEach(LOG::warn);
  }

  /** An environment where the program runs: of the cluster that it was submitted to. */
  public StreamExecutionEnvironment clusterEnvironment() {
    return JobEnvironment.create(options);
  }

  /**
   * An environment in this process, with one subtask unless the options say otherwise. It listens
   * on the loopback address alone, its web UI elsewhere if the options say so.
   *
   * @throws InvalidOptionsException if it cannot listen there
   */
  public StreamExecutionEnvironment localEnvironment() {
    Configuration configuration = JobEnvironment.configuration(options, new Configuration());
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

  /** Adds the pipeline to {@code environment}, which the caller then executes. */
  public void addTo(StreamExecutionEnvironment environment) {
    new StreamPipeline(
            steps,
            RecordSource.create(options.kafka(), options.source()),
            operator,
            ResultSink.create(options.kafka(), options.sink(), options.quarantine()))
        .addTo(environment);
  }

  private String describe() {
    return options.settings().describe().entrySet().stream()
        .map(option -> "  " + option.getKey() + " = " + option.getValue())
        .collect(Collectors.joining("\n"));
  }
}

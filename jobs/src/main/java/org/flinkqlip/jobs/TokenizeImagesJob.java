package org.flinkqlip.jobs;

import static java.util.Objects.requireNonNull;

import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.kafka.BrokerChecks;
import org.flinkqlip.jobs.kafka.BrokersException;
import org.flinkqlip.jobs.kafka.ImageEventSource;
import org.flinkqlip.jobs.kafka.ResultSink;
import org.flinkqlip.jobs.options.TokenizeImagesOptions;
import org.flinkqlip.operators.tokenize.TokenizeOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TokenizeImages between Kafka topics, from its options. */
public final class TokenizeImagesJob {
  private static final Logger LOG = LoggerFactory.getLogger(TokenizeImagesJob.class);

  private final TokenizeImagesOptions options;

  public TokenizeImagesJob(TokenizeImagesOptions options) {
    this.options = requireNonNull(options, "options is null");
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
    options.warnings().forEach(LOG::warn);
    String model = BundleCheck.describe(options.model().bundle());
    LOG.info("Model: {}", model);
    BrokerChecks.run(options.kafka(), options.source(), options.sink()).forEach(LOG::warn);
  }

  /** An environment where the program runs: of the cluster that it was submitted to. */
  public StreamExecutionEnvironment clusterEnvironment() {
    return JobEnvironment.create(options.checkpoint(), options.job(), options.settings());
  }

  /** An environment in this process, with one subtask unless the options say otherwise. */
  public StreamExecutionEnvironment localEnvironment() {
    Configuration configuration =
        JobEnvironment.configuration(
            options.checkpoint(), options.job(), options.settings(), new Configuration());
    if (!configuration.contains(CoreOptions.DEFAULT_PARALLELISM)) {
      configuration.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    }
    return StreamExecutionEnvironment.createLocalEnvironment(configuration);
  }

  /** Adds the pipeline to {@code environment}, which the caller then executes. */
  public void addTo(StreamExecutionEnvironment environment) {
    new TokenizeImagesPipeline(
            ImageEventSource.create(options.kafka(), options.source()),
            TokenizeOperator.factory(options.tokenizing(), options.fetch().policy()),
            ResultSink.create(options.kafka(), options.sink()))
        .addTo(environment);
  }

  private String describe() {
    return options.settings().describe(TokenizeImagesOptions.CATALOG).entrySet().stream()
        .map(option -> "  " + option.getKey() + " = " + option.getValue())
        .collect(Collectors.joining("\n"));
  }
}

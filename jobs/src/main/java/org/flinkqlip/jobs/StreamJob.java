// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.util.CloseableIterator;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.jobs.config.HelpText;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionCatalog;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.jobs.config.SettingsReader;
import org.flinkqlip.jobs.kafka.BrokerChecks;
import org.flinkqlip.jobs.kafka.BrokersException;
import org.flinkqlip.jobs.kafka.RecordSource;
import org.flinkqlip.jobs.kafka.ResultSink;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.jobs.options.KafkaOptions;
import org.flinkqlip.jobs.options.TopicOptions;
import org.flinkqlip.jobs.options.WireOptions;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job between Kafka topics: what it is called, what can be set, what it reads and writes, and how
 * it is run. A subclass is the job's main class; {@link StreamJobs} lists them all.
 */
public abstract class StreamJob {
  private static final Logger LOG = LoggerFactory.getLogger(StreamJob.class);

  private final Description description;
  private final StreamPipeline.Steps steps;
  private final TopicOptions topics;
  private final Option<Integer> batchSize;
  private final OptionCatalog catalog;

  /**
   * What people read of a job.
   *
   * @param name in lower case with dashes, such as embed-text; names of its own on the brokers
   *     follow from it, so it never changes
   * @param command of {@code ./qlip} that runs it
   * @param done what is said of an input that has its results, such as "embedded"
   * @param summary what becomes of what, such as "Captions to embeddings"
   * @param needs a sentence about what it needs besides a bundle and brokers, or nothing
   */
  public record Description(
      String name, String command, String done, String summary, String needs) {

    public Description {
      requireNonNull(name, "name is null");
      requireNonNull(command, "command is null");
      requireNonNull(done, "done is null");
      requireNonNull(summary, "summary is null");
      requireNonNull(needs, "needs is null");
    }
  }

  /**
   * A job.
   *
   * @param steps names that savepoints know
   * @param batchSize the option of a full batch
   * @param own the options of stages that it alone has
   */
  protected StreamJob(
      Description description,
      StreamPipeline.Steps steps,
      TopicOptions topics,
      Option<Integer> batchSize,
      OptionGroup... own) {
    this.description = requireNonNull(description, "description is null");
    this.steps = requireNonNull(steps, "steps is null");
    this.topics = requireNonNull(topics, "topics is null");
    this.batchSize = requireNonNull(batchSize, "batchSize is null");
    this.catalog = CommonOptions.catalog(description.name(), topics, batchSize, own);
  }

  /**
   * What runs the model.
   *
   * @throws InvalidOptionsException if options that the job alone has cannot be used
   */
  public abstract OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> operator(
      CommonOptions options);

  /** What can be meant but often is not, for people. */
  protected List<String> warnings(CommonOptions options) {
    return options.warnings();
  }

  /** What people read of it. */
  public final Description description() {
    return description;
  }

  /** Its name in lower case with dashes. */
  public final String name() {
    return description.name();
  }

  /** The simple name of its main class, such as TokenizeImages. */
  public final String mainClass() {
    return getClass().getSimpleName();
  }

  /** The names of its steps. */
  public final StreamPipeline.Steps steps() {
    return steps;
  }

  /** The option that says how many records make a full batch. */
  public final Option<Integer> batchSize() {
    return batchSize;
  }

  /** Everything that can be set. */
  public final OptionCatalog catalog() {
    return catalog;
  }

  /** What whoever reads its topics needs to know: how Kafka is reached, topics, wire format. */
  public final OptionCatalog topicCatalog() {
    return new OptionCatalog(
        List.of(KafkaOptions.GROUP, topics.group(), WireOptions.GROUP),
        List.of(KafkaOptions.PROPERTIES));
  }

  /** The topics that settings of either catalog name. */
  public final StreamTopics topics(Settings settings) {
    return new StreamTopics(
        settings.get(topics.input()),
        topics.inputType(),
        topics.results().stream()
            .flatMap(
                result ->
                    result.name(settings).stream()
                        .map(
                            name ->
                                new StreamTopics.Result(
                                    name, result.type(), result.captions().isPresent())))
            .toList(),
        settings.get(topics.deadLetters()));
  }

  /** The topics of a job that was told nothing. */
  public final StreamTopics defaultTopics() {
    OptionCatalog alone = new OptionCatalog(List.of(topics.group()), List.of());
    return topics(new SettingsReader(alone).read(List.of()));
  }

  /**
   * The options of {@code --config FILE} and {@code --key value} arguments.
   *
   * @throws InvalidOptionsException if they cannot be used
   */
  public final CommonOptions parse(List<String> arguments) {
    return options(new SettingsReader(catalog).read(arguments));
  }

  /**
   * The options of settings of its catalog.
   *
   * @throws InvalidOptionsException if they contradict each other
   */
  public final CommonOptions options(Settings settings) {
    CommonOptions options = CommonOptions.from(settings, topics, batchSize);
    // The job's own options are read here too, so that their faults come before all else.
    operator(options);
    return options;
  }

  /**
   * Logs the effective options once, and finds out what would keep the job from running.
   *
   * @throws InvalidOptionsException if the model bundle cannot be used
   * @throws BrokersException if brokers do not answer or do not fit
   */
  public final void check(CommonOptions options) {
    if (LOG.isInfoEnabled()) {
      LOG.info("Effective options:\n{}", describe(options));
    }
    warnings(options).forEach(LOG::warn);
    String model = BundleCheck.describe(options.model().bundle());
    LOG.info("Model: {}", model);
    BrokerChecks.run(options.kafka(), options.source(), options.sink()).forEach(LOG::warn);
  }

  /** Adds the pipeline to {@code environment}, which the caller then executes. */
  public final void addTo(StreamExecutionEnvironment environment, CommonOptions options) {
    new StreamPipeline(
            steps,
            RecordSource.create(options.kafka(), options.source()),
            operator(options),
            ResultSink.create(options.kafka(), options.sink(), options.quarantine()))
        .addTo(environment);
  }

  /**
   * What the job makes of some inputs, computed in this process, one after the other. Nothing is
   * written.
   *
   * @throws Exception if the model cannot be run, or the work fails
   */
  public final List<OutboundRecord> recompute(CommonOptions options, List<SourceRecord> inputs)
      throws Exception {
    CommonOptions alone = options.forRecomputing();
    try (CloseableIterator<OutboundRecord> results =
        JobEnvironment.forRecomputing(alone)
            .fromData(inputs, TypeInformation.of(SourceRecord.class))
            .transform(steps.work(), TypeInformation.of(OutboundRecord.class), operator(alone))
            .executeAndCollect("recompute for " + name())) {
      List<OutboundRecord> all = new ArrayList<>();
      results.forEachRemaining(all::add);
      return all;
    }
  }

  /**
   * Submits the job to the cluster that the program runs for, or prints every option where the
   * arguments hold {@code --help}.
   *
   * @throws Exception if the options, the model or the brokers cannot be used, or the job fails
   */
  final void submit(List<String> arguments) throws Exception {
    if (arguments.contains("--help")) {
      System.out.print(
          new HelpText(catalog)
              .of("flink run -c %s flink-qlip-jobs-job.jar".formatted(getClass().getName())));
      return;
    }
    CommonOptions options = parse(arguments);
    check(options);
    StreamExecutionEnvironment environment = JobEnvironment.ofCluster(options);
    addTo(environment, options);
    environment.execute();
  }

  @Override
  public final String toString() {
    return mainClass();
  }

  private static String describe(CommonOptions options) {
    return options.settings().describe().entrySet().stream()
        .map(option -> "  " + option.getKey() + " = " + option.getValue())
        .collect(Collectors.joining("\n"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.flinkqlip.jobs.ReconstructImages;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.jobs.StreamJobs;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.GoneInputs;
import org.flinkqlip.jobs.audit.RecomputedSample;
import org.flinkqlip.jobs.audit.ResultsUnreadableException;
import org.flinkqlip.jobs.audit.StreamAudit;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.jobs.audit.TimeRange;
import org.flinkqlip.jobs.audit.Violation;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.OptionCatalog;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.jobs.config.SettingsReader;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.jobs.options.KafkaOptions;
import org.flinkqlip.jobs.options.ModelOptions;
import org.flinkqlip.jobs.options.SinkOptions;
import org.flinkqlip.jobs.options.SourceOptions;
import org.flinkqlip.jobs.options.WireOptions;
import org.flinkqlip.schemas.wire.WireFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qlip audit}: whether topics in production keep the invariant. */
@Command(
    name = "audit",
    description = {
      "Compare what a job read with the topics that it writes, and report what is missing, there"
          + " twice, or of another content. Reads committed records; changes nothing.",
      "Results carry their inputs' timestamps, so --from and --to hold for both. While the job runs,"
          + " let --to lie some checkpoints back: what is not committed yet counts as missing."
          + " Results that compaction removed count as missing too: audit within"
          + " min.compaction.lag.ms. Inputs that retention took are counted apart, with those of"
          + " their results that are left."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Every record became exactly one of its results, a dead letter, or tombstones.",
      "1:That does not hold, or the topics cannot be read.",
      "2:The command line is wrong."
    },
    footer = {
      "",
      "Examples:",
      "  qlip audit --bootstrap-servers kafka-1:9092",
      "  qlip audit --job embed-text --config embed.yaml",
      "  qlip audit --config tokenize.yaml --recompute 100",
      "  qlip audit --config tokenize.yaml --from 2026-11-24T10:00:00Z --to 2026-11-24T11:00:00Z"
    })
final class AuditCommand implements Callable<Integer> {
  @Option(
      names = "--job",
      paramLabel = "JOB",
      defaultValue = "tokenize-images",
      description = "Whose topics: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
      completionCandidates = JobNames.class)
  private String jobName;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "LIST",
      description = "Brokers to start from: host:port, separated by commas.")
  private String bootstrapServers;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The job's own options file: brokers, security, topics and wire format are taken from it."
              + " The options of this command are stronger.")
  private String config;

  @Option(
      names = {"--input-topic", "--images-topic"},
      paramLabel = "T",
      description = "What the job reads. Default, as of all topics: the job's own, such as images.")
  private String input;

  @Option(
      names = "--codes-topic",
      paramLabel = "T",
      description = "Codes that tokenize-images writes.")
  private String codes;

  @Option(
      names = "--embeddings-topic",
      paramLabel = "T",
      description = "Embeddings that tokenize-images or embed-text writes.")
  private String embeddings;

  @Option(
      names = "--features-topic",
      paramLabel = "T",
      description = "Features that tokenize-images writes. Default: none.")
  private String features;

  @Option(
      names = "--caption-embeddings-topic",
      paramLabel = "T",
      description = "Embeddings of captions that tokenize-images writes. Default: none.")
  private String captionEmbeddings;

  @Option(
      names = "--pictures-topic",
      paramLabel = "T",
      description = "Pictures that reconstruct-images writes.")
  private String pictures;

  @Option(names = "--dead-letters-topic", paramLabel = "T", description = "What became no result.")
  private String deadLetters;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "Schema registry, where the topics are in the confluent format.")
  private String registry;

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description =
          "An option of the job, stronger than its file, such as model.bundle=DIR; may be repeated.")
  private Map<String, String> jobOptions = new LinkedHashMap<>();

  @Option(
      names = "--recompute",
      paramLabel = "N",
      arity = "0..1",
      defaultValue = "0",
      fallbackValue = "32",
      description =
          "Also run the job's model on N inputs that have results, picked at random, and compare:"
              + " codes bit by bit, embeddings, features and pictures within rounding. Needs the"
              + " job's bundle, which --config names, or --option. Without N: ${FALLBACK-VALUE};"
              + " default: none.")
  private int recompute;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "First timestamp, such as 2026-11-24T10:00:00Z. Default: the oldest.")
  private String from;

  @Option(names = "--to", paramLabel = "TIME", description = "First timestamp after the range.")
  private String to;

  @Option(
      names = "--max-records",
      paramLabel = "N",
      defaultValue = "500000",
      description = "Most inputs in the range, at 1.5 KB of heap each. Default: ${DEFAULT-VALUE}.")
  private int maxRecords;

  @Option(
      names = "--show",
      paramLabel = "N",
      defaultValue = "20",
      description = "Violations to list. Default: ${DEFAULT-VALUE}.")
  private int shown;

  @Spec private CommandSpec spec;

  /** For help and completion. */
  static final class JobNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    JobNames() {
      super(StreamJobs.ALL.stream().map(StreamJob::name).toList());
    }
  }

  @Override
  public Integer call() {
    StreamJob job = job();
    requireModel();
    Settings settings = settings(job);
    TimeRange range = range();
    StreamTopics topics = job.topics(settings);
    KafkaOptions kafka = KafkaOptions.from(settings);
    Map<String, String> properties = new HashMap<>(kafka.sourceProperties());
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    try (WireFormat format = WireOptions.from(settings).format().open()) {
      StreamAudit audit = new StreamAudit(topics, format, range, maxRecords);
      AuditReport report = audit.run(properties);
      Optional<RecomputedSample> sample =
          recompute == 0
              ? Optional.empty()
              : Optional.of(recompute(audit, properties, job, options(job, settings)));
      report = sample.map(report::and).orElse(report);
      print(job, report, topics, range);
      print(sample);
      print(audit.hiddenOffsets(properties), audit.gone());
      printVerdict(report);
      return report.holds() ? 0 : 1;
    } catch (ResultsUnreadableException e) {
      PrintWriter errors = spec.commandLine().getErr();
      errors.println(spec.commandLine().getColorScheme().errorText("qlip: " + e.getMessage()));
      errors.flush();
      return 1;
    }
  }

  private StreamJob job() {
    return StreamJobs.named(jobName)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "there is no job '%s': use one of %s"
                        .formatted(
                            jobName, StreamJobs.ALL.stream().map(StreamJob::name).toList())));
  }

  private Settings settings(StreamJob job) {
    List<String> arguments = new ArrayList<>();
    add(arguments, "config", config);
    add(arguments, KafkaOptions.BOOTSTRAP_SERVERS.key(), bootstrapServers);
    add(arguments, SourceOptions.TOPIC.key(), input);
    add(arguments, TokenizeImages.CODES_TOPIC.key(), codes);
    add(arguments, TokenizeImages.EMBEDDINGS_TOPIC.key(), embeddings);
    add(arguments, TokenizeImages.FEATURES_TOPIC.key(), features);
    if (captionEmbeddings != null) {
      add(arguments, TokenizeImages.EMBED_CAPTIONS.key(), "true");
      add(arguments, TokenizeImages.CAPTION_EMBEDDINGS_TOPIC.key(), captionEmbeddings);
    }
    add(arguments, ReconstructImages.IMAGES_TOPIC.key(), pictures);
    add(arguments, SinkOptions.DEAD_LETTER_TOPIC.key(), deadLetters);
    if (registry != null) {
      add(arguments, WireOptions.FORMAT.key(), "confluent");
      add(arguments, WireOptions.REGISTRY_URLS.key(), registry);
    }
    jobOptions.forEach((key, value) -> add(arguments, key, value));
    try {
      // The job's file has the options of all stages, and its model needs them.
      OptionCatalog catalog = config == null && recompute == 0 ? job.topicCatalog() : job.catalog();
      return new SettingsReader(catalog).read(arguments);
    } catch (InvalidOptionsException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void requireModel() {
    if (recompute < 0) {
      throw new ParameterException(
          spec.commandLine(), "--recompute must not be negative: " + recompute);
    }
    if (recompute > 0 && config == null && !jobOptions.containsKey(ModelOptions.BUNDLE.key())) {
      throw new ParameterException(
          spec.commandLine(),
          "--recompute runs the job's model: name the job's options file with --config, or its"
              + " bundle with --option %s=DIR".formatted(ModelOptions.BUNDLE.key()));
    }
  }

  private CommonOptions options(StreamJob job, Settings settings) {
    try {
      return job.options(settings);
    } catch (InvalidOptionsException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private RecomputedSample recompute(
      StreamAudit audit, Map<String, String> kafka, StreamJob job, CommonOptions options) {
    return audit.recompute(kafka, recompute, inputs -> job.recompute(options, inputs));
  }

  private static void add(List<String> arguments, String key, String value) {
    if (value != null) {
      arguments.add("--" + key);
      arguments.add(value);
    }
  }

  private TimeRange range() {
    try {
      return new TimeRange(
          Optional.ofNullable(from).map(Instant::parse),
          Optional.ofNullable(to).map(Instant::parse));
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          spec.commandLine(),
          "'%s' is no moment: write it as 2026-11-24T10:00:00Z".formatted(e.getParsedString()),
          e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void print(StreamJob job, AuditReport report, StreamTopics topics, TimeRange range) {
    PrintWriter output = spec.commandLine().getOut();
    output.printf("Records of %s %s%n", topics.input(), range);
    output.printf("  in             %d%n", report.in());
    output.printf("  %-14s %d%n", job.description().done(), report.results());
    output.printf(
        "  dead-lettered  %d %s%n", report.deadLettered(), report.deadLettersByCategory());
    output.printf("  tombstones     %d%n", report.tombstones());
    output.printf("  missing        %d%n", report.count(Violation.Kind.MISSING));
    output.printf("  duplicates     %d%n", report.count(Violation.Kind.DUPLICATE));
    output.printf("  violations     %d%n", report.violations().size());
    output.printf(
        "  contents       %d results and dead letters compared with what their inputs hold%n",
        report.compared());
  }

  private void print(Optional<RecomputedSample> sample) {
    PrintWriter output = spec.commandLine().getOut();
    if (sample.isEmpty()) {
      output.println("  recomputed     none; --recompute runs the model on a sample");
      return;
    }
    output.printf("  recomputed     %d inputs of a sample%n", sample.get().inputs());
    if (sample.get().left() > 0) {
      output.printf(
          "  %d more could not be: their records, or what they name, are gone or changed%n",
          sample.get().left());
    }
  }

  private void printVerdict(AuditReport report) {
    PrintWriter output = spec.commandLine().getOut();
    report.violations().stream().limit(shown).forEach(one -> output.println("    " + one));
    output.println(report.holds() ? "The invariant holds." : "THE INVARIANT DOES NOT HOLD.");
    output.flush();
  }

  /** What cannot be compared: no violations, and not to be passed over. */
  private void print(long hidden, GoneInputs gone) {
    PrintWriter output = spec.commandLine().getOut();
    if (hidden > 0) {
      output.printf(
          "  %d offsets of the results are behind open transactions; if the number stays up, find"
              + " the transaction with kafka-transactions.sh find-hanging%n",
          hidden);
    }
    for (GoneInputs.Range taken : gone.ranges()) {
      output.printf(
          "  retention took offsets %d to %d of partition %d: %d have results, %d have none"
              + " (tombstones and transaction markers among them, or inputs that were never read)%n",
          taken.first(), taken.last(), taken.partition(), taken.withResult(), taken.without());
    }
    if (gone.tombstones() > 0) {
      output.printf("  %d tombstones are of inputs that retention took%n", gone.tombstones());
    }
    if (gone.ofEarlierTopic() > 0) {
      output.printf(
          "  %d inputs with results are not the records at their offsets now: the topic was made"
              + " anew%n",
          gone.ofEarlierTopic());
    }
  }
}

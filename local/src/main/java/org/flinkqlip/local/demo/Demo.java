// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.common.errors.InterruptException;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.InvariantCheck;
import org.flinkqlip.jobs.audit.ResultReader;
import org.flinkqlip.jobs.audit.ResultsUnreadableException;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.jobs.audit.TransactionLog;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.kafka.BrokersException;
import org.flinkqlip.jobs.options.HealthSettings;
import org.flinkqlip.local.broker.BrokerException;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.local.cluster.ClusterException;
import org.flinkqlip.local.cluster.EmbeddedJob;
import org.flinkqlip.local.cluster.EmbeddedLogging;
import org.flinkqlip.local.cluster.LocalJob;
import org.flinkqlip.local.feed.FeedLog;
import org.flinkqlip.local.feed.FolderImages;
import org.flinkqlip.local.feed.ImageFeed;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.local.feed.SceneImages;
import org.flinkqlip.local.feed.SentRecord;
import org.flinkqlip.local.progress.StreamProgress;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.scratch.Trees;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;

/** One run of the whole stream on this machine: start, feed, follow, audit, stop. */
public final class Demo {
  private static final Topics TOPICS = Topics.DEFAULT;
  private static final StreamTopics STREAM = TOPICS.stream();
  private static final long SEED = 42;
  private static final int LEAST_PARTITIONS = 4;

  /** One image in so many is reconstructed to see how well. */
  private static final String PSNR_EVERY = "50";

  private final DemoOptions options;
  private final ModelBundle model;
  private final PrintWriter output;
  private static final String AT_LEAST_ONCE = "at-least-once";

  private final boolean terminal;

  /**
   * A demo.
   *
   * @param output where people read along
   * @param terminal whether the output can go back to the start of a line
   */
  public Demo(DemoOptions options, ModelBundle model, PrintWriter output, boolean terminal) {
    this.options = requireNonNull(options, "options is null");
    this.model = requireNonNull(model, "model is null");
    this.output = requireNonNull(output, "output is null");
    this.terminal = terminal;
  }

  /**
   * Runs the demo. The folder with its logs stays if it fails.
   *
   * @throws DemoFailedException if the demo cannot go on; says why
   * @throws InterruptedException if the thread was interrupted; everything has been stopped
   */
  public DemoReport run() throws Exception {
    try (WireFormat format = WireFormatOptions.singleObject().open()) {
      return run(source(format.serializer(ImageEvent.class, TOPICS.images())), format);
    }
  }

  private DemoReport run(ImageSource source, WireFormat format) throws Exception {
    Path directory = Files.createTempDirectory("qlip-demo-");
    EmbeddedLogging.to(directory.resolve("demo.log"));
    say("model    %s", model.describe());
    say("logs     %s", directory);
    try {
      DemoReport report = interruptibly(() -> onStack(directory, source, format));
      if (report.holds()) {
        Trees.delete(directory);
      }
      return report;
    } catch (InterruptedException e) {
      Trees.delete(directory);
      throw e;
    } catch (BrokerException
        | BrokersException
        | ClusterException
        | InvalidOptionsException
        | ResultsUnreadableException e) {
      throw new DemoFailedException(
          "%s%nThe logs are in %s".formatted(e.getMessage(), directory), e);
    }
  }

  private DemoReport onStack(Path directory, ImageSource source, WireFormat format)
      throws Exception {
    try (DemoStack stack = DemoStack.start(directory, options)) {
      say("broker   %s", stack.bootstrapServers());
      say("web UI   %s", stack.webUi());
      if (options.metricsPort().isPresent()) {
        say("metrics  http://127.0.0.1:%d/metrics", options.metricsPort().getAsInt());
      }
      return interruptibly(() -> stream(stack, directory, source, format));
    }
  }

  /** A few reconstructions are measured on the way, as nobody is short of memory here. */
  private static Map<String, String> tokenizing(Map<String, String> own) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(HealthSettings.PSNR_EVERY.key(), PSNR_EVERY);
    settings.putAll(own);
    return settings;
  }

  private DemoReport stream(DemoStack stack, Path directory, ImageSource source, WireFormat format)
      throws Exception {
    String brokers = stack.bootstrapServers();
    int partitions = Math.max(LEAST_PARTITIONS, options.parallelism());
    TopicCreator.create(TOPICS, brokers, partitions);
    EmbeddedJob demoJob =
        DemoJob.of(
            TokenizeImages.JOB,
            tokenizing(options.jobOptions()),
            options.parallelism(),
            model,
            brokers,
            directory);
    LocalJob job = stack.run(demoJob.graph());
    try (ImageFeed feed = ImageFeed.to(brokers, STREAM, format);
        ResultReader reader = ResultReader.of(brokers, STREAM, format);
        CompanionJobs others =
            options.reconstruct()
                ? CompanionJobs.start(stack, options, model, directory, source, partitions, format)
                : null) {
      StreamFollower follower =
          new StreamFollower(
              feed.log(),
              STREAM,
              reader,
              job,
              new StreamProgress(output, terminal, options.count()));
      long start = System.nanoTime();
      feedAndFollow(feed, source, follower);
      long restores = job.restores();
      if (!options.keep()) {
        job.stop(directory.resolve("savepoints"));
      }
      follower.readToEnd();
      AuditReport audit = audit(stack, feed, follower);
      Map<String, AuditReport> otherAudits = others == null ? Map.of() : audit(others, directory);
      DemoReport report =
          DemoReport.of(
              audit,
              follower.tally().counts(),
              Duration.ofNanos(follower.tally().lastNanos().orElse(start) - start),
              restores,
              new DemoReport.Model(model.modelId(), model.manifest().trained(), demoJob.provider()),
              otherAudits);
      DemoPrinter printer = new DemoPrinter(output);
      printer.print(
          report,
          audit,
          follower.samples(),
          captions(feed.log()),
          follower.samples().hasClasses() ? SceneLabels.of(model) : Optional.empty());
      printer.print(otherAudits);
      if (others != null) {
        showPictures(others, source, format);
      }
      finish(report, brokers);
      return report;
    }
  }

  private AuditReport audit(DemoStack stack, ImageFeed feed, StreamFollower follower) {
    boolean transactional =
        !AT_LEAST_ONCE.equals(options.jobOptions().get("sink.delivery-guarantee"));
    return transactional
        ? InvariantCheck.check(
            STREAM,
            feed.log().inputs(),
            follower.results(),
            TransactionLog.read(stack.brokerData(), STREAM.written()))
        : InvariantCheck.check(STREAM, feed.log().inputs(), follower.results());
  }

  private Map<String, AuditReport> audit(CompanionJobs others, Path directory) throws Exception {
    say("Waiting for the captions and the pictures");
    Map<String, AuditReport> reports = others.audit();
    if (!options.keep()) {
      others.stop(directory.resolve("savepoints"));
    }
    return reports;
  }

  /** Outside of the demo's own folder, which is gone when the demo has gone well. */
  private void showPictures(CompanionJobs others, ImageSource source, WireFormat format)
      throws IOException, RegistryException {
    PicturePairs pairs = new PicturePairs(model.manifest().imageSize());
    pairs.add(source, options.count(), format.deserializer(ImageEvent.class), others.pictures());
    Path file = Files.createTempFile("qlip-reconstructions-", ".png");
    pairs.sheet().write(file);
    output.println();
    say("pictures %s", file);
    say(
        "         %d pairs, original on the left, reconstruction on the right",
        pairs.sheet().size());
    if (!model.manifest().trained()) {
      say("         The model is UNTRAINED: its reconstructions mean nothing.");
    }
  }

  private ImageSource source(RecordSerializer<ImageEvent> serializer) throws IOException {
    return options.images().isPresent()
        ? FolderImages.of(options.images().get(), serializer)
        : new SceneImages(SEED, serializer);
  }

  private void feedAndFollow(ImageFeed feed, ImageSource source, StreamFollower follower)
      throws Exception {
    ExecutorService feeder =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "image-feed"));
    try {
      Future<Void> feeding =
          feeder.submit(
              () -> {
                feed.send(source, options.count(), options.pace());
                return null;
              });
      follower.follow(feeding);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      feeder.shutdownNow();
    }
  }

  private void finish(DemoReport report, String bootstrapServers)
      throws IOException, InterruptedException {
    if (options.report().isPresent()) {
      report.write(options.report().get());
      say("report   %s", options.report().get());
    }
    if (options.keep()) {
      output.println();
      say("Broker, job and web UI go on until Ctrl-C. To read the topics, such as:");
      for (String topic : TOPICS.results()) {
        say("  kcat -b %s -C -t %s -f '%%k %%S bytes\\n'", bootstrapServers, topic);
      }
      new CountDownLatch(1).await();
    }
  }

  private static Map<String, String> captions(FeedLog log) {
    return log.records().stream()
        .filter(sent -> sent.input().key().isPresent())
        .sorted(Comparator.comparing((SentRecord sent) -> sent.input().position()))
        .collect(
            Collectors.toMap(
                sent -> sent.input().key().get(), SentRecord::caption, (old, latest) -> latest));
  }

  private interface Step {
    DemoReport run() throws Exception;
  }

  /**
   * Turns every failure that an interruption brings about into an InterruptedException, and lets
   * resources be closed by a thread that is no longer marked as interrupted.
   */
  private static DemoReport interruptibly(Step step) throws Exception {
    try {
      return step.run();
    } catch (Exception e) {
      if (Thread.interrupted()
          || e instanceof InterruptException
          || ExceptionUtils.findThrowable(e, InterruptedException.class).isPresent()) {
        throw new InterruptedException("The demo was stopped");
      }
      throw e;
    }
  }

  private void say(String format, Object... arguments) {
    output.printf(format + "%n", arguments);
    output.flush();
  }
}

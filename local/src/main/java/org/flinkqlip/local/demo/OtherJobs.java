package org.flinkqlip.local.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flinkqlip.jobs.EmbedText;
import org.flinkqlip.jobs.JobDefinition;
import org.flinkqlip.jobs.ReconstructImages;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.AuditedJob;
import org.flinkqlip.jobs.audit.CommittedTopics;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.jobs.audit.InputContentReader;
import org.flinkqlip.jobs.audit.InputRecord;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.local.cluster.EmbeddedJob;
import org.flinkqlip.local.cluster.LocalJob;
import org.flinkqlip.local.feed.CaptionsOf;
import org.flinkqlip.local.feed.ImageFeed;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.local.progress.JobOutcomes;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.ReconstructedImage;
import org.flinkqlip.schemas.wire.WireFormat;

/**
 * EmbedText on the captions of a feed, and ReconstructImages behind TokenizeImages, while that
 * runs.
 */
final class OtherJobs implements AutoCloseable {
  private static final StreamTopics CAPTIONS = AuditedJob.EMBED_TEXT.defaultTopics();
  private static final StreamTopics PICTURES = AuditedJob.RECONSTRUCT_IMAGES.defaultTopics();
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String bootstrapServers;
  private final WireFormat format;
  private final LocalJob embed;
  private final LocalJob reconstruct;
  private final JobOutcomes captions;
  private final JobOutcomes pictures;
  private final List<ReconstructedImage> read = new ArrayList<>();
  private final ImageFeed feed;
  private final ExecutorService feeder =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "caption-feed"));
  private final Future<Void> feeding;

  private OtherJobs(
      String bootstrapServers,
      LocalJob embed,
      LocalJob reconstruct,
      ImageSource source,
      WireFormat format,
      DemoOptions options) {
    this.bootstrapServers = bootstrapServers;
    this.format = format;
    this.embed = embed;
    this.reconstruct = reconstruct;
    this.captions = new JobOutcomes(bootstrapServers, CAPTIONS, format, caption -> {});
    this.pictures =
        new JobOutcomes(
            bootstrapServers,
            PICTURES,
            format,
            result -> {
              if (result.value().orElse(null) instanceof ReconstructedImage picture) {
                read.add(picture);
              }
            });
    this.feed = ImageFeed.to(bootstrapServers, CAPTIONS, format);
    this.feeding =
        feeder.submit(
            () -> {
              feed.send(source, options.count(), options.pace());
              return null;
            });
  }

  /**
   * Creates the topics, starts both jobs and begins to feed captions.
   *
   * @param images whose captions to feed
   * @throws org.flinkqlip.jobs.config.InvalidOptionsException if the model has no text vocabulary
   */
  static OtherJobs start(
      DemoStack stack,
      DemoOptions options,
      ModelBundle model,
      Path directory,
      ImageSource images,
      int partitions,
      WireFormat format)
      throws InterruptedException {
    String brokers = stack.bootstrapServers();
    TopicCreator.createDefaults(brokers, partitions);
    LocalJob embed = run(EmbedText.DEFINITION, stack, options, model, directory);
    LocalJob reconstruct = run(ReconstructImages.DEFINITION, stack, options, model, directory);
    return new OtherJobs(
        brokers,
        embed,
        reconstruct,
        new CaptionsOf(images, format.serializer(Caption.class, CAPTIONS.input())),
        format,
        options);
  }

  private static LocalJob run(
      JobDefinition definition,
      DemoStack stack,
      DemoOptions options,
      ModelBundle model,
      Path directory)
      throws InterruptedException {
    EmbeddedJob job =
        DemoJob.of(
            definition,
            Map.of(),
            options.parallelism(),
            model,
            stack.bootstrapServers(),
            directory);
    return stack.run(job.graph());
  }

  /** Waits until every caption and every record of codes has its outcome, and audits both jobs. */
  Map<String, AuditReport> audit() throws InterruptedException, ExecutionException {
    feeding.get();
    Map<String, AuditReport> reports = new TreeMap<>();
    reports.put(EmbedText.DEFINITION.name(), audit(embed, captions, feed.log().inputs()));
    reports.put(ReconstructImages.DEFINITION.name(), audit(reconstruct, pictures, codes()));
    return reports;
  }

  /**
   * Reads until each input has an outcome, or until nothing has come for five minutes: then
   * outcomes are missing, as the audit tells.
   */
  private static AuditReport audit(LocalJob job, JobOutcomes outcomes, List<InputRecord> inputs)
      throws InterruptedException {
    long lastProgress = System.nanoTime();
    while (outcomes.size() < inputs.size()
        && System.nanoTime() - lastProgress < PATIENCE.toNanos()) {
      job.throwIfEnded();
      if (outcomes.take() > 0) {
        lastProgress = System.nanoTime();
      }
    }
    return outcomes.audit(inputs, PATIENCE);
  }

  /** What ReconstructImages has read: all that TokenizeImages has committed, which has ended. */
  private List<InputRecord> codes() {
    InputContentReader contents = new InputContentReader(PICTURES, format);
    try (CommittedTopics topic = CommittedTopics.of(bootstrapServers, List.of(PICTURES.input()))) {
      return topic.readToEnd(PATIENCE).stream()
          .map(
              record ->
                  new InputRecord(
                      record.position(),
                      record.key(),
                      record.value().isPresent() ? Expectation.TOKENIZED : Expectation.TOMBSTONES,
                      contents.read(record.value(), record.name())))
          .toList();
    }
  }

  /** The pictures that were read. */
  List<ReconstructedImage> pictures() {
    return read;
  }

  /** Stops both jobs. */
  void stop(Path savepoints) throws InterruptedException {
    embed.stop(savepoints);
    reconstruct.stop(savepoints);
  }

  @Override
  public void close() {
    feeder.shutdownNow();
    try (captions;
        pictures) {
      feed.close();
    }
  }
}

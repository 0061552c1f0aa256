package org.flinkqlip.local.demo;

import java.nio.file.Path;
import java.time.Duration;
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
import org.flinkqlip.jobs.audit.CommittedTopics;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.jobs.audit.InputRecord;
import org.flinkqlip.jobs.audit.SingleResultReport;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.local.broker.OtherTopics;
import org.flinkqlip.local.cluster.EmbeddedJob;
import org.flinkqlip.local.cluster.LocalJob;
import org.flinkqlip.local.feed.CaptionsOf;
import org.flinkqlip.local.feed.ImageFeed;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.CaptionEmbedding;
import org.flinkqlip.schemas.ReconstructedImage;
import org.flinkqlip.schemas.wire.WireFormat;

/**
 * EmbedText on the captions of a feed, and ReconstructImages behind TokenizeImages, while that
 * runs.
 */
final class OtherJobs implements AutoCloseable {
  private static final OtherTopics TOPICS = OtherTopics.DEFAULT;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String bootstrapServers;
  private final OtherStream<CaptionEmbedding> captions;
  private final OtherStream<ReconstructedImage> pictures;
  private final ImageFeed feed;
  private final ExecutorService feeder =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "caption-feed"));
  private final Future<Void> feeding;

  private OtherJobs(
      String bootstrapServers,
      OtherStream<CaptionEmbedding> captions,
      OtherStream<ReconstructedImage> pictures,
      ImageSource source,
      DemoOptions options) {
    this.bootstrapServers = bootstrapServers;
    this.captions = captions;
    this.pictures = pictures;
    this.feed = ImageFeed.to(bootstrapServers, TOPICS.captions());
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
    TOPICS.create(brokers, partitions);
    LocalJob embed = run(EmbedText.DEFINITION, stack, options, model, directory);
    LocalJob reconstruct = run(ReconstructImages.DEFINITION, stack, options, model, directory);
    return new OtherJobs(
        brokers,
        new OtherStream<>(
            embed,
            brokers,
            TOPICS.captionEmbeddings(),
            TOPICS.captionDeadLetters(),
            CaptionEmbedding.class,
            format),
        new OtherStream<>(
            reconstruct,
            brokers,
            TOPICS.pictures(),
            TOPICS.pictureDeadLetters(),
            ReconstructedImage.class,
            format),
        new CaptionsOf(images, format.serializer(Caption.class, TOPICS.captions())),
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
  Map<String, SingleResultReport> audit() throws InterruptedException, ExecutionException {
    feeding.get();
    Map<String, SingleResultReport> reports = new TreeMap<>();
    reports.put(EmbedText.DEFINITION.name(), captions.audit(feed.log().inputs()));
    reports.put(ReconstructImages.DEFINITION.name(), pictures.audit(codes()));
    return reports;
  }

  /** What ReconstructImages has read: all that TokenizeImages has committed, which has ended. */
  private List<InputRecord> codes() {
    try (CommittedTopics topic =
        CommittedTopics.of(bootstrapServers, List.of(Topics.DEFAULT.codes()))) {
      return topic.readToEnd(PATIENCE).stream()
          .map(
              record ->
                  new InputRecord(
                      record.position(),
                      record.key(),
                      record.value().isPresent() ? Expectation.TOKENIZED : Expectation.TOMBSTONES))
          .toList();
    }
  }

  /** The pictures that were read. */
  List<ReconstructedImage> pictures() {
    return pictures.values();
  }

  /** Stops both jobs. */
  void stop(Path savepoints) throws InterruptedException {
    captions.job().stop(savepoints);
    pictures.job().stop(savepoints);
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

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.CommittedResult;
import org.flinkqlip.jobs.audit.CommittedTopics;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.jobs.audit.InputContentReader;
import org.flinkqlip.jobs.audit.InputRecord;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.local.cluster.LocalJob;
import org.flinkqlip.local.feed.ImageFeed;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.local.progress.JobOutcomes;
import org.flinkqlip.schemas.wire.WireFormat;

/** A job beside TokenizeImages while that runs: with a feed of its own, or behind another job. */
final class CompanionJob implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final StreamJob job;
  private final StreamTopics topics;
  private final LocalJob running;
  private final String bootstrapServers;
  private final WireFormat format;
  private final JobOutcomes outcomes;
  private final boolean fed;
  private final ImageFeed feed;
  private final ExecutorService feeder;
  private final Future<Void> feeding;

  /**
   * A job that runs; begins to feed it.
   *
   * @param inputs what to feed; nothing for a job that reads what another one writes
   * @param listener is told of each result
   */
  CompanionJob(
      StreamJob job,
      LocalJob running,
      String bootstrapServers,
      WireFormat format,
      Optional<ImageSource> inputs,
      DemoOptions options,
      Consumer<CommittedResult> listener) {
    this.job = job;
    this.topics = job.defaultTopics();
    this.running = running;
    this.bootstrapServers = bootstrapServers;
    this.format = format;
    this.outcomes = new JobOutcomes(bootstrapServers, topics, format, listener);
    this.fed = inputs.isPresent();
    this.feed = ImageFeed.to(bootstrapServers, topics, format);
    this.feeder = Executors.newSingleThreadExecutor(task -> new Thread(task, job.name() + "-feed"));
    this.feeding =
        feeder.submit(
            () -> {
              if (inputs.isPresent()) {
                feed.send(inputs.get(), options.count(), options.pace());
              }
              return null;
            });
  }

  StreamJob job() {
    return job;
  }

  /**
   * Reads until each input has an outcome, or until nothing has come for five minutes: then
   * outcomes are missing, as the audit tells.
   */
  AuditReport audit() throws InterruptedException, ExecutionException {
    feeding.get();
    List<InputRecord> inputs = fed ? feed.log().inputs() : committed();
    long lastProgress = System.nanoTime();
    while (outcomes.size() < inputs.size()
        && System.nanoTime() - lastProgress < PATIENCE.toNanos()) {
      running.throwIfEnded();
      if (outcomes.take() > 0) {
        lastProgress = System.nanoTime();
      }
    }
    return outcomes.audit(inputs, PATIENCE);
  }

  /** What it has read: all that the job before it has committed, which has ended. */
  private List<InputRecord> committed() {
    InputContentReader contents = new InputContentReader(topics, format);
    try (CommittedTopics topic = CommittedTopics.of(bootstrapServers, List.of(topics.input()))) {
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

  void stop(Path savepoints) throws InterruptedException {
    running.stop(savepoints);
  }

  @Override
  public void close() {
    feeder.shutdownNow();
    try (outcomes) {
      feed.close();
    }
  }
}

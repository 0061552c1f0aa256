// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.flinkqlip.jobs.audit.CommittedResult;
import org.flinkqlip.jobs.audit.ResultReader;
import org.flinkqlip.jobs.audit.ResultRecord;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.local.cluster.JobFailure;
import org.flinkqlip.local.cluster.LocalJob;
import org.flinkqlip.local.feed.FeedLog;
import org.flinkqlip.local.progress.StreamProgress;
import org.flinkqlip.local.progress.StreamTally;

/** Reads committed results while they come, until every record of the feed has its own. */
final class StreamFollower {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private final FeedLog feed;
  private final ResultReader reader;
  private final LocalJob job;
  private final StreamProgress line;
  private final StreamTally tally;
  private final ResultSamples samples = new ResultSamples();
  private final List<ResultRecord> results = new ArrayList<>();
  private Optional<JobFailure> lastFailure = Optional.empty();

  StreamFollower(
      FeedLog feed, StreamTopics topics, ResultReader reader, LocalJob job, StreamProgress line) {
    this.feed = feed;
    this.reader = reader;
    this.job = job;
    this.line = line;
    tally = new StreamTally(feed, topics);
  }

  /** Everything that was read. */
  List<ResultRecord> results() {
    return results;
  }

  StreamTally tally() {
    return tally;
  }

  ResultSamples samples() {
    return samples;
  }

  /**
   * Follows until all is done, or until nothing has come for five minutes: then records are
   * missing, as the audit will tell.
   *
   * @param feeding completes when everything was sent
   */
  void follow(Future<Void> feeding) throws InterruptedException, ExecutionException {
    long lastLook = System.nanoTime();
    long lastProgress = lastLook;
    Optional<Duration> checkpointAge = Optional.empty();
    while (!(feeding.isDone() && tally.completed() >= feed.size())) {
      int taken = take();
      long now = System.nanoTime();
      if (taken > 0 || !feeding.isDone()) {
        lastProgress = now;
      }
      if (now - lastLook > LOOK_NANOS) {
        lastLook = now;
        look();
        checkpointAge = job.checkpointAge();
      }
      line.update(now, tally.counts(), checkpointAge);
      if (feeding.isDone()) {
        feeding.get();
      }
      if (now - lastProgress > PATIENCE.toNanos()) {
        break;
      }
    }
    feeding.get();
    line.finish(System.nanoTime(), tally.counts(), job.checkpointAge());
  }

  private void look() throws InterruptedException {
    job.throwIfEnded();
    Optional<JobFailure> failure = job.lastFailure();
    if (failure.isPresent() && !failure.equals(lastFailure)) {
      line.note("The job failed and restarts: " + failure.get().cause());
      lastFailure = failure;
    }
  }

  /** Takes what comes next; waits a tenth of a second for it. Returns the number of results. */
  int take() {
    List<CommittedResult> batch = reader.poll();
    take(batch);
    return batch.size();
  }

  /** Takes everything that is committed by now. */
  void readToEnd() {
    take(reader.readToEnd(PATIENCE));
  }

  private void take(List<CommittedResult> batch) {
    for (CommittedResult result : batch) {
      tally.add(result);
      samples.add(result);
      results.add(result.record());
    }
  }
}

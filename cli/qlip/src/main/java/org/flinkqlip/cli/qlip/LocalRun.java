// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.flinkqlip.model.scratch.Trees;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job in this process, from its submission to its end. */
final class LocalRun {
  private static final Logger LOG = LoggerFactory.getLogger(LocalRun.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private final JobClient job;

  LocalRun(JobClient job) {
    this.job = job;
  }

  /**
   * Waits until the job ends, or until {@code stop} completes: then the job stops with a savepoint,
   * which commits what it has written, and if that takes too long it is cancelled.
   *
   * @throws ExecutionException if the job fails
   */
  void await(CompletableFuture<?> stop)
      throws ExecutionException, InterruptedException, IOException {
    CompletableFuture<?> end = job.getJobExecutionResult();
    try {
      CompletableFuture.anyOf(end, stop).get();
    } finally {
      if (!end.isDone()) {
        stop();
      }
    }
  }

  private void stop() throws InterruptedException, IOException {
    Path savepoints = Files.createTempDirectory("flink-qlip-stop-");
    try {
      job.stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
          .get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
      job.getJobExecutionResult().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The job did not stop cleanly and is cancelled: {}", e.toString());
      cancel();
    } finally {
      Trees.delete(savepoints);
    }
  }

  private void cancel() throws InterruptedException {
    try {
      job.cancel().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
      job.getJobExecutionResult().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      LOG.debug("The job ended by its cancellation", e);
    } catch (TimeoutException e) {
      LOG.warn("The job could not be cancelled and ends with this process");
    }
  }
}

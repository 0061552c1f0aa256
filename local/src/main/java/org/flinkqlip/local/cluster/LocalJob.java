// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.cluster;

import static java.util.Objects.requireNonNullElse;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** A job on a {@link LocalCluster}. */
public final class LocalJob {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration STOP = Duration.ofMinutes(2);
  private static final Duration CANCEL = Duration.ofSeconds(60);

  private final MiniCluster cluster;
  private final JobID id;

  LocalJob(MiniCluster cluster, JobID id) {
    this.cluster = cluster;
    this.id = id;
  }

  /** Flink's name for the job. */
  public JobID id() {
    return id;
  }

  /**
   * Waits until every subtask runs.
   *
   * @throws ClusterException if the job fails, even if Flink would restart it, or does not run in
   *     time; says why
   */
  public void awaitRunning(Duration timeout) throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      AccessExecutionGraph graph = graph();
      if (graph.getState() == JobStatus.RUNNING
          && StreamSupport.stream(graph.getAllExecutionVertices().spliterator(), false)
              .allMatch(vertex -> vertex.getExecutionState() == ExecutionState.RUNNING)) {
        return;
      }
      boolean late = System.nanoTime() - start > timeout.toNanos();
      if (late || graph.getFailureInfo() != null) {
        throw new ClusterException(
            describe(
                graph,
                late ? "does not run after %d s".formatted(timeout.toSeconds()) : "did not start"));
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  /**
   * Throws if the job has ended, which a job on an endless source never does by itself.
   *
   * @throws ClusterException says why it ended
   */
  public void throwIfEnded() throws InterruptedException {
    AccessExecutionGraph graph = graph();
    if (graph.getState().isGloballyTerminalState()) {
      throw new ClusterException(describe(graph, "has ended"));
    }
  }

  /** The last failure, from which Flink may have restarted the job, if there was one. */
  public Optional<JobFailure> lastFailure() throws InterruptedException {
    return Optional.ofNullable(graph().getFailureInfo())
        .map(
            info ->
                new JobFailure(
                    Instant.ofEpochMilli(info.getTimestamp()),
                    JobFailure.rootCause(info.getException())));
  }

  /** Time since the last completed checkpoint, if there was one. */
  public Optional<Duration> checkpointAge() throws InterruptedException {
    return checkpoints()
        .map(stats -> stats.getHistory().getLatestCompletedCheckpoint())
        .map(
            latest ->
                Duration.ofMillis(
                    Math.max(0, System.currentTimeMillis() - latest.getLatestAckTimestamp())));
  }

  /** Number of completed checkpoints, those before restarts too. */
  public long completedCheckpoints() throws InterruptedException {
    return checkpoints()
        .map(stats -> stats.getCounts().getNumberOfCompletedCheckpoints())
        .orElse(0L);
  }

  /** Number of times the job was restored from a checkpoint. */
  public long restores() throws InterruptedException {
    return checkpoints()
        .map(stats -> stats.getCounts().getNumberOfRestoredCheckpoints())
        .orElse(0L);
  }

  /**
   * Takes a checkpoint now, which commits every result so far, and waits until it is complete.
   *
   * @throws ClusterException if the job does not run, or if that takes longer than two minutes
   */
  public void checkpoint() throws InterruptedException {
    try {
      cluster.triggerCheckpoint(id).get(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ClusterException(
          "The job %s took no checkpoint within %d s: %s".formatted(id, STOP.toSeconds(), e), e);
    }
  }

  /**
   * Stops the job with a savepoint, which commits everything that it has taken in, and waits until
   * it is gone.
   *
   * @param savepoints folder for the savepoint
   * @throws ClusterException if that fails or takes longer than two minutes
   */
  public void stop(Path savepoints) throws InterruptedException {
    try {
      cluster
          .stopWithSavepoint(
              id, savepoints.toUri().toString(), false, SavepointFormatType.CANONICAL)
          .get(STOP.toSeconds(), TimeUnit.SECONDS);
      cluster.requestJobResult(id).get(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ClusterException(
          "The job %s was not stopped within %d s: %s".formatted(id, STOP.toSeconds(), e), e);
    }
  }

  /**
   * Cancels the job and waits until it is gone.
   *
   * @throws ClusterException if that takes longer than a minute
   */
  public void cancel() throws InterruptedException {
    try {
      cluster.cancelJob(id).get(CANCEL.toSeconds(), TimeUnit.SECONDS);
      cluster.requestJobResult(id).get(CANCEL.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ClusterException(
          "The job %s was not cancelled within %d s".formatted(id, CANCEL.toSeconds()), e);
    }
  }

  private Optional<CheckpointStatsSnapshot> checkpoints() throws InterruptedException {
    return Optional.ofNullable(graph().getCheckpointStatsSnapshot());
  }

  private AccessExecutionGraph graph() throws InterruptedException {
    try {
      return cluster.getExecutionGraph(id).get();
    } catch (ExecutionException e) {
      throw new ClusterException(
          "Flink knows nothing of the job %s: %s"
              .formatted(id, requireNonNullElse(e.getCause(), e).getMessage()),
          e);
    }
  }

  private static String describe(AccessExecutionGraph graph, String what) {
    ErrorInfo failure = graph.getFailureInfo();
    return "The job %s %s, it is %s%s"
        .formatted(
            graph.getJobName(),
            what,
            graph.getState(),
            failure == null ? "" : ": " + JobFailure.rootCause(failure.getException()));
  }
}

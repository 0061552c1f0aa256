// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.cluster;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.flinkqlip.jobs.LocalListeners;
import org.flinkqlip.local.broker.FreePorts;

/** A Flink MiniCluster with one task manager; it listens on the loopback address alone. */
public final class LocalCluster implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final long STOP_SECONDS = 30;
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final MiniCluster cluster;
  private final URI webUi;

  private LocalCluster(MiniCluster cluster, URI webUi) {
    this.cluster = cluster;
    this.webUi = webUi;
  }

  /**
   * Starts a cluster and waits until it takes jobs.
   *
   * @throws IOException if its folder cannot be made
   * @throws ClusterException if Flink does not start
   */
  @SuppressWarnings("FutureReturnValueIgnored") // The failure to start is what counts.
  public static LocalCluster start(ClusterOptions options)
      throws IOException, InterruptedException {
    Files.createDirectories(options.directory());
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration(options))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(options.slots())
                .build());
    try {
      cluster.start();
      URI webUi = cluster.getRestAddress().get();
      awaitAnswer(webUi);
      return new LocalCluster(cluster, webUi);
    } catch (Exception e) {
      cluster.closeAsync();
      if (e instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw new ClusterException(
          "The Flink cluster in %s did not start: %s"
              .formatted(options.directory(), e.getMessage()),
          e);
    }
  }

  /** The web UI listens before it knows who leads, and answers 503 until then. */
  private static void awaitAnswer(URI webUi) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(webUi.resolve("/overview")).timeout(ANSWER).build();
    long start = System.nanoTime();
    int status = 0;
    while (status != HttpURLConnection.HTTP_OK) {
      if (System.nanoTime() - start > ANSWER.toNanos()) {
        throw new IOException(
            "%s answers with status %d after %d s"
                .formatted(request.uri(), status, ANSWER.toSeconds()));
      }
      status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      TimeUnit.MILLISECONDS.sleep(status == HttpURLConnection.HTTP_OK ? 0 : 50);
    }
  }

  private static Configuration configuration(ClusterOptions options) {
    Path directory = options.directory();
    Configuration configuration = new Configuration();
    int port = FreePorts.preferring(options.preferredPort());
    configuration.set(RestOptions.ADDRESS, LOOPBACK);
    configuration.set(RestOptions.PORT, port);
    configuration.set(RestOptions.BIND_PORT, Integer.toString(port));
    configuration.set(CoreOptions.TMP_DIRS, directory.toString());
    configuration.set(WebOptions.TMP_DIR, directory.toString());
    // The job keeps no state that would need it.
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ZERO);
    configuration.addAll(Configuration.fromMap(options.properties()));
    LocalListeners.bindToLoopback(configuration);
    return configuration;
  }

  /** Address of the web UI. */
  public URI webUi() {
    return webUi;
  }

  /**
   * Submits a job.
   *
   * @throws ClusterException if the cluster refuses it
   */
  public LocalJob submit(JobGraph job) throws InterruptedException {
    try {
      cluster.submitJob(job).get();
      return new LocalJob(cluster, job.getJobID());
    } catch (ExecutionException e) {
      throw new ClusterException(
          "Flink refused the job %s: %s"
              .formatted(job.getName(), requireNonNullElse(e.getCause(), e).getMessage()),
          e);
    }
  }

  /** Stops the cluster and whatever runs on it. */
  @Override
  public void close() {
    try {
      cluster.closeAsync().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new ClusterException(
          "The Flink cluster did not stop within %d s".formatted(STOP_SECONDS), e);
    }
  }
}

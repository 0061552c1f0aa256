// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.flinkqlip.local.broker.FreePorts;

/** A Prometheus with our rules that scrapes the demo, under the labels of a pod. */
final class PrometheusServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int POLL_SECONDS = 2;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final int port;

  private PrometheusServer(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  static PrometheusServer start(Path folder, DemoProcess demo, RecordedTargets cluster)
      throws IOException {
    Path rules = folder.resolve("rules.yaml");
    new ProcessBuilder(MonitoringFiles.FOLDER.resolve("plain-rules").toString())
        .redirectOutput(rules.toFile())
        .start()
        .onExit()
        .join();
    Path configuration = folder.resolve("prometheus.yaml");
    Files.writeString(configuration, configuration(rules, demo, cluster));
    int port = FreePorts.any();
    Path log = folder.resolve("prometheus.log");
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("prometheus"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new PrometheusServer(process, log, port);
  }

  private static String configuration(Path rules, DemoProcess demo, RecordedTargets cluster) {
    StringBuilder text =
        new StringBuilder(
            """
            global: {scrape_interval: 5s, evaluation_interval: 5s}
            rule_files: [%s]
            scrape_configs:
              - job_name: flink-qlip/flink-qlip
                static_configs:
                  - targets: ['127.0.0.1:%d']
                    labels: {namespace: flink-qlip, pod: tokenize-images-taskmanager-1-1}
            """
                .formatted(rules, demo.metricsPort()));
    for (String name : Recorded.OF_A_CLUSTER) {
      text.append(
          """
            - job_name: %s
              honor_labels: true
              metrics_path: /%s
              static_configs: [{targets: ['127.0.0.1:%d']}]
          """
              .formatted(name, name, cluster.port()));
    }
    return text.toString();
  }

  /**
   * Waits until the demo's job has completed a checkpoint, and scrapes for this long from then on.
   */
  void scrapeFor(Duration duration, DemoProcess demo) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!hasData("flink_jobmanager_job_lastCheckpointCompletedTimestamp > 0")) {
      demo.throwIfEnded();
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new AssertionError("no checkpoint after %s".formatted(PATIENCE));
      }
      TimeUnit.SECONDS.sleep(POLL_SECONDS);
    }
    TimeUnit.SECONDS.sleep(duration.toSeconds());
    demo.throwIfEnded();
  }

  /** Whether a query has a value that is a number. */
  boolean hasData(String query) throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new AssertionError("Prometheus ended:\n" + Files.readString(log));
    }
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/api/v1/query?query=%s"
                        .formatted(port, URLEncoder.encode(query, StandardCharsets.UTF_8))))
            .build();
    HttpResponse<String> answer;
    try {
      answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException notYet) {
      return false;
    }
    if (answer.statusCode() != 200) {
      // It answers 503 while it starts.
      assertThatItStarts(query, answer);
      return false;
    }
    JsonNode result = MonitoringFiles.json(answer.body()).at("/data/result");
    return MonitoringFiles.stream(result)
        .anyMatch(sample -> !sample.at("/value/1").asText().equals("NaN"));
  }

  private static void assertThatItStarts(String query, HttpResponse<String> answer) {
    if (answer.statusCode() != 503) {
      throw new AssertionError(query + ": " + answer.body());
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}

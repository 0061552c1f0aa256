// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flinkqlip.local.Await;

/** The part of Flink's REST interface that tells how a job and its cluster are. */
final class ClusterRest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration METRIC_TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ObjectMapper json = new ObjectMapper();
  private final URI address;

  ClusterRest(URI address) {
    this.address = address;
  }

  /** Registered task managers, empty while nobody answers. */
  Optional<Integer> taskManagers() throws InterruptedException {
    return poll("/overview").map(overview -> overview.path("taskmanagers").asInt());
  }

  /** Ids of all task managers. */
  List<String> taskManagerIds() throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    send(request("/taskmanagers").GET())
        .path("taskmanagers")
        .forEach(taskManager -> ids.add(taskManager.path("id").asText()));
    return ids;
  }

  /** A metric of a task manager. */
  long taskManagerMetric(String taskManager, String metric) throws Exception {
    return metric("/taskmanagers/" + taskManager + "/metrics?get=" + metric);
  }

  /** How often a job was started again since it was submitted. */
  long restarts(String job) throws Exception {
    return metric("/jobs/" + job + "/metrics?get=numRestarts");
  }

  /**
   * Failures after which a job was started again since its job manager took it, the newest first.
   *
   * @throws IOException if nobody answers
   */
  List<Restart> restartsOf(String job) throws IOException, InterruptedException {
    List<Restart> restarts = new ArrayList<>();
    JsonNode history =
        send(request("/jobs/" + job + "/exceptions?maxExceptions=1000").GET())
            .path("exceptionHistory");
    for (JsonNode entry : history.path("entries")) {
      restarts.add(
          new Restart(
              entry.path("timestamp").asLong(),
              "%s in %s: %s"
                  .formatted(
                      entry.path("exceptionName").asText(),
                      entry.path("taskName").asText("no task"),
                      lastCause(entry.path("stacktrace").asText()))));
    }
    return restarts;
  }

  private static String lastCause(String stackTrace) {
    String[] causes = stackTrace.split("Caused by: ", -1);
    return causes[causes.length - 1].lines().findFirst().orElse("");
  }

  /** The first who asks for a metric is told nothing: Flink begins to fetch them then. */
  private long metric(String path) throws Exception {
    JsonNode[] values = new JsonNode[1];
    Await.until(
        "one value of " + path,
        METRIC_TIMEOUT,
        () -> {
          values[0] = send(request(path).GET());
          return values[0].size() == 1;
        });
    return values[0].get(0).path("value").asLong();
  }

  /** Ids of task managers with a slot in use. */
  List<String> busyTaskManagers() throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    for (JsonNode taskManager : send(request("/taskmanagers").GET()).path("taskmanagers")) {
      if (taskManager.path("freeSlots").asInt() < taskManager.path("slotsNumber").asInt()) {
        ids.add(taskManager.path("id").asText());
      }
    }
    return ids;
  }

  /** Whether every task of a job runs; false while nobody answers. */
  boolean runs(String job) throws InterruptedException {
    return poll("/jobs/" + job)
        .map(
            details -> {
              JsonNode tasks = details.path("status-counts");
              int all = 0;
              for (JsonNode count : tasks) {
                all += count.asInt();
              }
              return details.path("state").asText().equals("RUNNING")
                  && all > 0
                  && tasks.path("RUNNING").asInt() == all;
            })
        .orElse(false);
  }

  /** State of a job, such as {@code RUNNING}; empty while nobody answers. */
  Optional<String> state(String job) throws InterruptedException {
    return poll("/jobs/" + job).map(details -> details.path("state").asText());
  }

  /** Checkpoints of a job that failed since its job manager started. */
  long failedCheckpoints(String job) throws InterruptedException {
    return poll("/jobs/" + job + "/checkpoints")
        .map(checkpoints -> checkpoints.path("counts").path("failed").asLong())
        .orElse(0L);
  }

  /** Subtasks that acknowledged the latest checkpoint of a job, complete or not. */
  int acknowledgedSubtasks(String job) throws IOException, InterruptedException {
    return send(request("/jobs/" + job + "/checkpoints").GET())
        .path("history")
        .path(0)
        .path("num_acknowledged_subtasks")
        .asInt();
  }

  /** A counter of all tasks of a job together. */
  long total(String job, String counter) throws IOException, InterruptedException {
    long total = 0;
    for (JsonNode vertex : send(request("/jobs/" + job).GET()).path("vertices")) {
      String metrics = "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/metrics";
      for (JsonNode metric : send(request(metrics).GET())) {
        String id = metric.path("id").asText();
        if (id.endsWith("." + counter)) {
          String get = metrics + "?get=" + URLEncoder.encode(id, UTF_8);
          total += send(request(get).GET()).path(0).path("value").asLong();
        }
      }
    }
    return total;
  }

  /** Begins a savepoint of a job that goes on; returns what to ask {@link #savepoint} for. */
  String beginSavepoint(String job, Path savepoints) throws IOException, InterruptedException {
    return post(
            "/jobs/" + job + "/savepoints",
            Map.of("target-directory", savepoints.toUri().toString(), "cancel-job", false))
        .path("request-id")
        .asText();
  }

  /** Begins to stop a job with a savepoint; returns what to ask {@link #savepoint} for. */
  String stop(String job, Path savepoints, boolean drain) throws IOException, InterruptedException {
    return post(
            "/jobs/" + job + "/stop",
            Map.of("targetDirectory", savepoints.toUri().toString(), "drain", drain))
        .path("request-id")
        .asText();
  }

  /** Begins to cancel a job. */
  void cancel(String job) throws IOException, InterruptedException {
    send(
        request("/jobs/" + job + "?mode=cancel")
            .method("PATCH", HttpRequest.BodyPublishers.noBody()));
  }

  /**
   * Where the last complete checkpoint of a job is.
   *
   * @throws IOException if there is none
   */
  String lastCheckpoint(String job) throws IOException, InterruptedException {
    JsonNode completed =
        send(request("/jobs/" + job + "/checkpoints").GET()).path("latest").path("completed");
    if (!completed.has("external_path")) {
      throw new IOException("job %s has no complete checkpoint: %s".formatted(job, completed));
    }
    return completed.path("external_path").asText();
  }

  /** Messages of the failed checkpoints that a job remembers. */
  List<String> checkpointFailures(String job) throws IOException, InterruptedException {
    List<String> messages = new ArrayList<>();
    for (JsonNode checkpoint :
        send(request("/jobs/" + job + "/checkpoints").GET()).path("history")) {
      if (checkpoint.path("status").asText().equals("FAILED")) {
        messages.add(checkpoint.path("failure_message").asText());
      }
    }
    return messages;
  }

  /** Whether a subtask of a step is opening its operators; false while nobody answers. */
  boolean initializes(String job, String step) throws InterruptedException {
    return poll("/jobs/" + job)
        .map(
            details -> {
              for (JsonNode vertex : details.path("vertices")) {
                if (vertex.path("name").asText().contains(step)
                    && vertex.path("tasks").path("INITIALIZING").asInt() > 0) {
                  return true;
                }
              }
              return false;
            })
        .orElse(false);
  }

  /**
   * Where a savepoint is, once it is complete.
   *
   * @throws IOException if it failed; the message says why
   */
  Optional<String> savepoint(String job, String request) throws IOException, InterruptedException {
    JsonNode answer = send(request("/jobs/" + job + "/savepoints/" + request).GET());
    if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
      return Optional.empty();
    }
    JsonNode operation = answer.path("operation");
    if (operation.has("failure-cause")) {
      throw new IOException(
          "the savepoint failed: "
              + lastCause(operation.path("failure-cause").path("stack-trace").asText()));
    }
    return Optional.of(operation.path("location").asText());
  }

  private Optional<JsonNode> poll(String path) throws InterruptedException {
    try {
      return Optional.of(send(request(path).GET()));
    } catch (IOException away) {
      return Optional.empty();
    }
  }

  private JsonNode post(String path, Map<String, Object> body)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(TIMEOUT);
  }

  private JsonNode send(HttpRequest.Builder builder) throws IOException, InterruptedException {
    HttpRequest request = builder.build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(
          "%s %s: %d %s"
              .formatted(request.method(), request.uri(), response.statusCode(), response.body()));
    }
    return json.readTree(response.body());
  }

  @Override
  public String toString() {
    return address.toString();
  }
}

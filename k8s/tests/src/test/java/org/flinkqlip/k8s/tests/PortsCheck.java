// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flinkqlip.local.metrics.ReporterSettings;

/** Ports of the configuration, of the policies and of the containers are the same. */
final class PortsCheck implements Check {
  private static final String METRICS = "metrics.reporter.prom.port";

  private static final Map<String, List<String>> OPEN =
      Map.of(
          "flink-qlip-jobmanager",
          List.of(
              "jobmanager.rpc.port",
              "blob.server.port",
              "metrics.internal.query-service.port",
              "rest.port"),
          "flink-qlip-taskmanager",
          List.of(
              "taskmanager.data.port",
              "taskmanager.rpc.port",
              "metrics.internal.query-service.port"),
          "flink-qlip-metrics",
          List.of(METRICS));

  @Override
  public List<String> problems(Manifests manifests) {
    List<String> problems = new ArrayList<>();
    for (Rendered rendered : manifests.rendered()) {
      for (Deployment deployment : rendered.deployments()) {
        OPEN.forEach((policy, keys) -> check(rendered, deployment, policy, keys, problems));
        checkMetrics(deployment, problems);
      }
    }
    return problems;
  }

  private static void check(
      Rendered rendered,
      Deployment deployment,
      String policy,
      List<String> keys,
      List<String> problems) {
    Set<String> pinned =
        keys.stream()
            .map(key -> deployment.configuration().getOrDefault(key, key + " is not pinned"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> open =
        rendered.find("NetworkPolicy", policy).stream()
            .flatMap(found -> Deployment.each(found.at("/spec/ingress")))
            .flatMap(rule -> Deployment.each(rule.path("ports")))
            .map(port -> port.path("port").asText())
            .collect(Collectors.toCollection(TreeSet::new));
    if (!pinned.equals(open)) {
      problems.add(
          "[%s] policy %s opens %s, the job listens on %s"
              .formatted(deployment, policy, open, pinned));
    }
    // What one process may take in, the other must be allowed to send.
    Set<String> out =
        rendered.find("NetworkPolicy", "flink-qlip-egress").stream()
            .flatMap(found -> Deployment.each(found.at("/spec/egress")))
            .flatMap(rule -> Deployment.each(rule.path("ports")))
            .map(port -> port.path("port").asText())
            .collect(Collectors.toSet());
    keys.stream()
        .filter(key -> !key.equals(METRICS) && !key.equals("rest.port"))
        .map(key -> deployment.configuration().getOrDefault(key, ""))
        .filter(port -> !out.contains(port))
        .forEach(
            port -> problems.add("[%s] egress to %s is not allowed".formatted(deployment, port)));
  }

  private static void checkMetrics(Deployment deployment, List<String> problems) {
    String port = deployment.configuration().getOrDefault(METRICS, "");
    Stream<JsonNode> named =
        deployment
            .containers()
            .flatMap(container -> Deployment.each(container.path("ports")))
            .filter(one -> one.path("name").asText().equals("metrics"));
    ReporterSettings.onLoopback(ReporterSettings.USUAL_PORT)
        .forEach(
            (key, value) -> {
              if (!key.endsWith(".factory.class")
                  && !value.equals(deployment.configuration().get(key))) {
                problems.add("[%s] %s is not %s, as elsewhere".formatted(deployment, key, value));
              }
            });
    if (named.noneMatch(one -> one.path("containerPort").asText().equals(port))) {
      problems.add("[%s] no container port \"metrics\" is %s".formatted(deployment, port));
    }
  }
}

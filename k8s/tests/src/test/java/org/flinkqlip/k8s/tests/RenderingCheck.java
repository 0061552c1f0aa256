// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Flink creates: memory, GPU, users, read-only roots, ports, volumes, nothing secret in
 * ConfigMaps.
 */
final class RenderingCheck implements Check {
  private static final Pattern SECRET =
      Pattern.compile("(?i)(password|secret-key|access-key|jaas)[^\\n]*[=:][^\\n]*");

  /** A reference that a Kafka client resolves, and names of environment variables, tell nothing. */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$\\{directory:[^}]+}|AWS_[A-Z_]+|secretKeyRef|key: \"?(access|secret)-key\"?");

  /** Flink's own, for jars that it fetches; ours are in the image. */
  private static final String ARTIFACTS = "user-artifacts-volume";

  private static final String GIBIBYTE = "Gi";

  @Override
  public List<String> problems(Manifests manifests) {
    List<String> problems = new ArrayList<>();
    for (Deployment deployment : manifests.deployments()) {
      OperatorVerdict verdict = manifests.verdict(deployment);
      if (verdict.refusal().isPresent()) {
        continue;
      }
      try {
        new Pods(deployment, FlinkRendering.of(verdict)).check(problems);
      } catch (RuntimeException e) {
        problems.add("[%s] %s".formatted(deployment, e.getMessage()));
      }
    }
    return problems;
  }

  private static final class Pods {
    private final Deployment deployment;
    private final List<JsonNode> objects;
    private List<String> problems;

    Pods(Deployment deployment, List<JsonNode> objects) {
      this.deployment = deployment;
      this.objects = objects;
    }

    void check(List<String> found) {
      problems = found;
      JsonNode jobManager = ofKind("Deployment").findFirst().orElseThrow().at("/spec/template");
      JsonNode taskManager = ofKind("Pod").findFirst().orElseThrow();
      checkPod("jobManager", jobManager);
      checkPod("taskManager", taskManager);
      String gpu = deployment.configuration().get("external-resource.gpu.kubernetes.config-key");
      JsonNode limits = main(taskManager).at("/resources/limits");
      expect(
          gpu == null
              ? Stream.of("nvidia", "amd").noneMatch(limits.toString()::contains)
              : limits.path(gpu).asText().equals("1"),
          "taskManager's GPU limit is not what external-resource.gpu says");
      expect(
          !main(jobManager).at("/resources/limits").toString().contains("nvidia"),
          "jobManager asks for a GPU");
      expect(
          taskManager
              .at("/spec/serviceAccountName")
              .asText()
              .equals(deployment.configuration().get("kubernetes.taskmanager.service-account")),
          "taskManager has another service account");
      expect(
          jobManager
              .at("/spec/serviceAccountName")
              .asText()
              .equals(deployment.spec().path("serviceAccount").asText()),
          "jobManager has another service account");
      ofKind("ConfigMap").forEach(this::checkConfigMap);
    }

    private void checkPod(String role, JsonNode pod) {
      JsonNode context = pod.at("/spec/securityContext");
      JsonNode main = main(pod);
      expect(context.path("runAsNonRoot").asBoolean(), role + " may run as root");
      expect(context.path("runAsUser").asInt() == 9999, role + " is not Flink's user 9999");
      expect(
          context.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
          role + " has no seccomp profile");
      for (String kind : List.of("containers", "initContainers")) {
        Deployment.each(pod.at("/spec/" + kind)).forEach(one -> checkContainer(role, one));
      }
      checkMemory(role, main);
      checkStorage(role, pod, main);
      TreeSet<Integer> ports = new TreeSet<>();
      main.path("ports").forEach(port -> ports.add(port.path("containerPort").asInt()));
      expect(
          ports.contains(
              Integer.valueOf(deployment.configuration().get("metrics.reporter.prom.port"))),
          role + " does not open the port of the metrics");
    }

    private void checkContainer(String role, JsonNode container) {
      JsonNode context = container.path("securityContext");
      String name = role + "'s " + container.path("name").asText();
      expect(context.path("readOnlyRootFilesystem").asBoolean(), name + " can write to its image");
      expect(
          context.has("allowPrivilegeEscalation")
              && !context.path("allowPrivilegeEscalation").asBoolean(),
          name + " may gain privileges");
      expect(
          context.at("/capabilities/drop").toString().equals("[\"ALL\"]"),
          name + " keeps capabilities");
    }

    private void checkMemory(String role, JsonNode main) {
      String wanted = deployment.spec().path(role).path("resource").path("memory").asText();
      long mebibytes =
          wanted.endsWith("g")
              ? Long.parseLong(wanted.replace("g", "")) * 1024
              : Long.parseLong(wanted.replace("m", ""));
      for (String what : List.of("limits", "requests")) {
        String rendered = main.path("resources").path(what).path("memory").asText();
        expect(
            rendered.equals(mebibytes + "Mi"),
            "%s's memory in %s is %s and not %dMi".formatted(role, what, rendered, mebibytes));
      }
    }

    private void checkStorage(String role, JsonNode pod, JsonNode main) {
      double volumes = 0;
      for (JsonNode volume : pod.at("/spec/volumes")) {
        if (volume.has("emptyDir") && !volume.path("name").asText().equals(ARTIFACTS)) {
          String size = volume.at("/emptyDir/sizeLimit").asText();
          expect(!size.isEmpty(), role + "'s volume " + volume.path("name") + " has no limit");
          volumes += gibibytes(size);
        }
      }
      String limit = main.at("/resources/limits/ephemeral-storage").asText();
      String request = main.at("/resources/requests/ephemeral-storage").asText();
      expect(!request.isEmpty(), role + " requests no ephemeral storage");
      expect(
          gibibytes(limit) >= volumes,
          "%s's volumes (%s GiB) do not fit its ephemeral storage (%s)"
              .formatted(role, volumes, limit));
      for (String path : List.of("/tmp", "/opt/flink/log")) {
        expect(
            Deployment.each(main.path("volumeMounts"))
                .anyMatch(mount -> mount.path("mountPath").asText().equals(path)),
            role + " cannot write to " + path);
      }
    }

    private void checkConfigMap(JsonNode configMap) {
      configMap
          .path("data")
          .properties()
          .forEach(
              entry ->
                  entry
                      .getValue()
                      .asText()
                      .lines()
                      .flatMap(line -> Stream.of(line.split(";")))
                      .filter(line -> SECRET.matcher(line).find())
                      .filter(line -> !REFERENCE.matcher(line).find())
                      .forEach(
                          line ->
                              expect(
                                  false,
                                  "ConfigMap %s tells a secret: %s"
                                      .formatted(Rendered.nameOf(configMap), line.strip()))));
    }

    private static double gibibytes(String quantity) {
      if (quantity.isEmpty()) {
        return 0;
      }
      return quantity.endsWith(GIBIBYTE)
          ? Double.parseDouble(quantity.replace(GIBIBYTE, ""))
          : Double.parseDouble(quantity.replace("Mi", "")) / 1024;
    }

    private static JsonNode main(JsonNode pod) {
      return Deployment.each(pod.at("/spec/containers"))
          .filter(one -> one.path("name").asText().equals(Deployment.MAIN_CONTAINER))
          .findFirst()
          .orElseThrow();
    }

    private Stream<JsonNode> ofKind(String kind) {
      return objects.stream().filter(object -> object.path("kind").asText().equals(kind));
    }

    private void expect(boolean holds, String problem) {
      if (!holds) {
        problems.add("[%s] %s".formatted(deployment, problem));
      }
    }
  }
}

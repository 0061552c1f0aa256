// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Overlays and accounts on a real API server. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiServerIT {
  private static final String NAMESPACE = "flink-qlip";

  /** Whose definitions are not here: they are checked by their Java models. */
  private static final Set<String> FOREIGN = Set.of("kafka.strimzi.io", "monitoring.coreos.com");

  private Kubectl kubectl;
  private ApiServer server;

  @BeforeAll
  void start() {
    assumeTrue(Kubectl.find().isPresent(), "no kubectl 1.27 or later on the PATH");
    kubectl = Kubectl.find().orElseThrow();
    server = ApiServer.start(kubectl).orElse(null);
    assumeTrue(
        server != null, "no API server: set KUBE_APISERVER and ETCD, or see k8s/tests/api-server");
    try (TemporaryFolder folder = new TemporaryFolder()) {
      folder.write(
          "definition.yaml",
          Yaml.write(OperatorSchema.newer().orElseGet(OperatorSchema::definition)));
      Path file = folder.path().resolve("definition.yaml");
      // Not applied: the annotation would be too long.
      server.kubectl(kubectl, "create", "-f", file.toString()).orThrow();
      server.await(kubectl, "get", "flinkdeployments", "-A");
    }
    for (String overlay : Manifests.OVERLAYS) {
      apply(overlay);
    }
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private void apply(String overlay) {
    boolean hasBudgets =
        server.kubectl(kubectl, "api-versions").orThrow().lines().anyMatch("policy/v1"::equals);
    List<JsonNode> objects =
        Manifests.ours().rendered().stream()
            .filter(rendered -> rendered.name().equals(overlay))
            .flatMap(rendered -> rendered.objects().stream())
            .filter(object -> !FOREIGN.contains(object.path("apiVersion").asText().split("/")[0]))
            // Servers before 1.21 know budgets by an earlier version alone.
            .map(object -> hasBudgets ? object : withOldBudget(object))
            .toList();
    try (TemporaryFolder folder = new TemporaryFolder()) {
      folder.write(
          "objects.yaml", objects.stream().map(Yaml::write).collect(Collectors.joining("---\n")));
      server
          .kubectl(
              kubectl,
              "apply",
              "--validate=strict",
              "-f",
              folder.path().resolve("objects.yaml").toString())
          .orThrow();
    }
  }

  private static JsonNode withOldBudget(JsonNode object) {
    if (!object.path("kind").asText().equals("PodDisruptionBudget")) {
      return object;
    }
    ObjectNode old = object.deepCopy();
    return old.put("apiVersion", "policy/v1beta1");
  }

  @Test
  void everyOverlayIsCreatedAndTheLastOneIsThere() {
    assertThat(
            server
                .kubectl(kubectl, "get", "flinkdeployments", "-n", NAMESPACE, "-o", "name")
                .orThrow())
        .contains("tokenize-images", "embed-text", "reconstruct-images");
  }

  @Test
  void anUnknownFieldIsRefused() {
    Program.Result result =
        server.kubectl(
            kubectl,
            "patch",
            "flinkdeployment",
            "tokenize-images",
            "-n",
            NAMESPACE,
            "--type=merge",
            "-p",
            "{\"spec\":{\"flinkVersion\":\"v9_9\"}}");
    assertThat(result.status()).isNotZero();
    assertThat(result.text()).contains("v9_9");
  }

  @ParameterizedTest(name = "{0} may {1} {2}: {3}")
  @CsvSource({
    "flink-qlip, create, pods, yes",
    "flink-qlip, delete, pods, yes",
    "flink-qlip, watch, pods, yes",
    "flink-qlip, create, configmaps, yes",
    "flink-qlip, update, configmaps, yes",
    "flink-qlip, deletecollection, configmaps, yes",
    "flink-qlip, get, services, yes",
    "flink-qlip, get, deployments.apps, yes",
    "flink-qlip, create, services, no",
    "flink-qlip, delete, services, no",
    "flink-qlip, create, deployments.apps, no",
    "flink-qlip, get, secrets, no",
    "flink-qlip, create, rolebindings.rbac.authorization.k8s.io, no",
    "flink-qlip, list, nodes, no",
    "flink-qlip-taskmanager, get, configmaps, yes",
    "flink-qlip-taskmanager, watch, configmaps, yes",
    "flink-qlip-taskmanager, update, configmaps, no",
    "flink-qlip-taskmanager, get, pods, no",
    "flink-qlip-taskmanager, create, pods, no",
    "flink-qlip-taskmanager, get, secrets, no"
  })
  void anAccountMayDoWhatItMustAndNoMore(
      String account, String verb, String resource, String answer) {
    String identity = "--as=system:serviceaccount:%s:%s".formatted(NAMESPACE, account);
    assertThat(canI(identity, verb, resource, NAMESPACE)).isEqualTo(answer);
    assertThat(canI(identity, verb, resource, "default")).as("elsewhere").isEqualTo("no");
  }

  @Test
  void aJobManagerWithItsAccountsTokenAsksForTaskManagersWithGpus() throws Exception {
    Deployment deployment = deployment("gpu/tokenize-images");
    createWhatTheOperatorCreates(deployment);
    try (TemporaryFolder shared = new TemporaryFolder();
        NativeJobManager jobManager = start(deployment, shared)) {
      List<JsonNode> pods = List.of();
      while (pods.size() < 2) {
        jobManager.checkAlive();
        TimeUnit.SECONDS.sleep(1);
        pods = Deployment.each(get("pods", "app=tokenize-images,component=taskmanager")).toList();
      }
      assertThat(pods)
          .hasSize(2)
          .allSatisfy(
              pod -> {
                assertThat(NativeJobManager.asksForGpu(pod)).isTrue();
                assertThat(pod.at("/spec/serviceAccountName").asText())
                    .isEqualTo("flink-qlip-taskmanager");
                assertThat(pod.at("/metadata/ownerReferences/0/name").asText())
                    .isEqualTo("tokenize-images");
              });
    }
  }

  @Test
  void anotherJobManagerLeadsAndTakesOverTheJobWhenOneIsKilled() throws Exception {
    Deployment deployment = deployment("production/embed-text");
    createWhatTheOperatorCreates(deployment);
    try (TemporaryFolder shared = new TemporaryFolder()) {
      String first;
      String job;
      // Closing it is a kill -9.
      try (NativeJobManager jobManager = start(deployment, shared)) {
        first = awaitLeaderOtherThan("", jobManager);
        job = awaitJob(jobManager);
      }
      try (NativeJobManager jobManager = start(deployment, shared)) {
        assertThat(awaitLeaderOtherThan(first, jobManager)).isNotEqualTo(first);
        assertThat(awaitJob(jobManager)).isEqualTo(job);
      }
    }
  }

  private String awaitLeaderOtherThan(String other, NativeJobManager jobManager)
      throws InterruptedException {
    while (true) {
      jobManager.checkAlive();
      for (JsonNode configMap : get("configmaps", "app=embed-text")) {
        String leader =
            configMap
                .at("/metadata/annotations")
                .path("control-plane.alpha.kubernetes.io/leader")
                .asText();
        if (!leader.isEmpty()) {
          String holder = Yaml.documents(leader).get(0).path("holderIdentity").asText();
          if (!holder.isEmpty() && !holder.equals(other)) {
            return holder;
          }
        }
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  /** The job that this job manager runs. */
  private static String awaitJob(NativeJobManager jobManager) throws InterruptedException {
    Optional<String> job = jobManager.job();
    while (job.isEmpty()) {
      jobManager.checkAlive();
      TimeUnit.SECONDS.sleep(1);
      job = jobManager.job();
    }
    return job.get();
  }

  private NativeJobManager start(Deployment deployment, TemporaryFolder shared) {
    String token =
        server.kubectl(kubectl, "create", "token", "flink-qlip", "-n", NAMESPACE).orThrow().strip();
    return new NativeJobManager(
        Manifests.ours().verdict(deployment).configuration(),
        server.kubeconfig(token, NAMESPACE),
        shared.path());
  }

  private static Deployment deployment(String name) {
    return Manifests.ours().deployments().stream()
        .filter(one -> one.toString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode get(String kind, String labels) {
    return Yaml.documents(
            server
                .kubectl(kubectl, "get", kind, "-n", NAMESPACE, "-l", labels, "-o", "yaml")
                .orThrow())
        .get(0)
        .path("items");
  }

  /** Deployment, services and ConfigMaps; the first of them owns the pods. */
  private void createWhatTheOperatorCreates(Deployment deployment) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      folder.write(
          "flink.yaml",
          FlinkRendering.of(Manifests.ours().verdict(deployment)).stream()
              .filter(object -> !object.path("kind").asText().equals("Pod"))
              .map(Yaml::write)
              .collect(Collectors.joining("---\n")));
      server
          .kubectl(
              kubectl,
              "create",
              "-n",
              NAMESPACE,
              "-f",
              folder.path().resolve("flink.yaml").toString())
          .orThrow();
    }
  }

  private String canI(String identity, String verb, String resource, String namespace) {
    // Its status is 1 for no; a warning may precede the answer.
    List<String> lines =
        server
            .kubectl(kubectl, "auth", "can-i", verb, resource, "-n", namespace, identity)
            .text()
            .lines()
            .toList();
    return lines.get(lines.size() - 1);
  }
}

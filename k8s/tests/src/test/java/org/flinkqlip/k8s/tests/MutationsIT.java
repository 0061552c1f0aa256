// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Manifests that are broken in one place each: the check that is meant to see it does. */
@Timeout(300)
class MutationsIT {
  /**
   * A change of one file.
   *
   * @param check that must see it
   * @param file below k8s/
   * @param text as it is
   * @param broken in its place
   */
  record Mutation(String check, String file, String text, String broken) {
    /** The overlay that shows it: the file's own, or the one that has every component. */
    String overlay() {
      return file.startsWith("overlays/") ? file.split("/")[1] : "production";
    }

    @Override
    public String toString() {
      return "%s: %s -> %s in %s".formatted(check, text.strip(), broken.strip(), file);
    }
  }

  static Stream<Mutation> mutations() {
    String flink = "base/flink.yaml";
    String options = "overlays/cpu/options/tokenize-images.yaml";
    String users = "components/strimzi/users.yaml";
    return Stream.of(
        new Mutation("schema", flink, "imagePullPolicy:", "imagePullpolicy:"),
        new Mutation("schema", flink, "flinkVersion: v2_2", "flinkVersion: v2_9"),
        new Mutation("schema", "base/network-policies.yaml", "podSelector:", "podselector:"),
        new Mutation("schema", "components/strimzi/topics.yaml", "partitions:", "partition:"),
        new Mutation(
            "keys", flink, "taskmanager.memory.network.min", "taskmanager.memory.netwrok.min"),
        new Mutation(
            "keys", flink, "taskmanager.registration.timeout", "taskmanager.registration.timout"),
        new Mutation(
            "keys",
            flink,
            "kubernetes.operator.job.restart.failed",
            "kubernetes.operator.job.restart.fail"),
        new Mutation("keys", flink, "metrics.reporter.prom.port", "metrics.reporter.prom.prot"),
        new Mutation(
            "keys",
            "components/s3/flink.yaml",
            "presto.s3.credentials-provider",
            "presto.s3.credential-provider"),
        new Mutation("keys", flink, "state.backend.type", "state.backend"),
        new Mutation("operator", flink, "rest.port: \"8081\"", "kubernetes.cluster-id: other"),
        new Mutation(
            "operator",
            "components/ha/flink.yaml",
            "high-availability.type: kubernetes",
            "high-availability.type: NONE"),
        new Mutation("memory", flink, "memory: 6g", "memory: 2g"),
        new Mutation(
            "memory",
            flink,
            "taskmanager.memory.jvm-overhead.min: 2 gb",
            "taskmanager.memory.jvm-overhead.min: 1 gb"),
        new Mutation("memory", "overlays/dev/small.yaml", "memory: 3g", "memory: 2g"),
        new Mutation(
            "rendering", flink, "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false"),
        new Mutation("rendering", flink, "runAsNonRoot: true", "runAsNonRoot: false"),
        new Mutation("rendering", flink, "sizeLimit: 5Gi", "sizeLimit: 50Gi"),
        new Mutation(
            "rendering",
            "components/gpu/flink.yaml",
            "external-resources: gpu",
            "external-resources: gpus"),
        new Mutation(
            "ports", flink, "taskmanager.data.port: \"6121\"", "taskmanager.data.port: \"6131\""),
        new Mutation("ports", flink, "containerPort: 9249", "containerPort: 9250"),
        new Mutation("ports", "base/network-policies.yaml", "port: 8081", "port: 8082"),
        new Mutation("agreement", flink, "flink-qlip:0", "flink-qlip:1"),
        new Mutation("agreement", flink, "flink-qlip-jobs.jar", "flink-qlip-job.jar"),
        new Mutation("agreement", flink, "serviceAccount: flink-qlip", "serviceAccount: flink"),
        new Mutation(
            "agreement",
            flink,
            "max.allowed.checkpoint.age: 10 min",
            "max.allowed.checkpoint.age: 20 min"),
        new Mutation(
            "agreement",
            flink,
            "execution.checkpointing.timeout: 3 min",
            "execution.checkpointing.timeout: 9 min"),
        new Mutation("agreement", options, "codes-topic", "code-topic"),
        new Mutation(
            "agreement",
            options,
            "transactional-id-prefix: flink-qlip-tokenize-images",
            "transactional-id-prefix: flink-qlip"),
        new Mutation(
            "agreement",
            "base/tokenize-images.yaml",
            "secretName: tokenize-images-options",
            "secretName: tokenize-options"),
        new Mutation("agreement", "base/tokenize-images.yaml", "options.yaml", "option.yaml"),
        new Mutation("agreement", "components/ha/flink.yaml", "replicas: 2", "replicas: 1"),
        new Mutation(
            "kafka",
            users,
            "name: image-codes, patternType: literal}\n        operations: [Describe, DescribeConfigs, Read, Write]",
            "name: image-codes, patternType: literal}\n        operations: [Describe, DescribeConfigs, Write]"),
        new Mutation("kafka", users, "operations: [Describe, Write]", "operations: [All]"),
        new Mutation(
            "kafka",
            "components/strimzi/topics.yaml",
            "name: image-embeddings",
            "name: image-embedding"),
        new Mutation(
            "readme",
            "overlays/cpu/settings.yaml",
            "bucket: replace-me-bucket",
            "bucket: replace-me-store"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutations")
  void theCheckSeesIt(Mutation mutation) throws IOException {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      for (String part : new String[] {"base", "components", "overlays", "monitoring"}) {
        folder.copy(Repository.K8S.resolve(part), part);
      }
      Path file = folder.path().resolve(mutation.file());
      String text = Files.readString(file);
      assertThat(text).as("the mutation's text").contains(mutation.text());
      Files.writeString(file, text.replace(mutation.text(), mutation.broken()));

      Check check = ManifestsTest.CHECKS.get(mutation.check());
      assertThat(check.problems(Manifests.of(folder.path(), mutation.overlay()))).isNotEmpty();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything in k8s/ against everything that is known of it. */
class ManifestsTest {
  static final Map<String, Check> CHECKS =
      Map.of(
          "schema", new SchemaCheck(),
          "operator", new OperatorCheck(),
          "rendering", new RenderingCheck(),
          "memory", new MemoryTable(),
          "keys", new KeysCheck(),
          "ports", new PortsCheck(),
          "agreement", new AgreementCheck(),
          "kafka", new KafkaCheck(),
          "readme", new ReadmeCheck());

  static Stream<Arguments> checks() {
    return CHECKS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(check -> Arguments.of(check.getKey(), check.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("checks")
  void everyManifestHolds(String name, Check check) {
    assertThat(check.problems(Manifests.ours())).as(name).isEmpty();
  }

  @Test
  void everyJobHasADeploymentInBase() {
    assertThat(Manifests.ours().rendered().get(0).deployments())
        .extracting(Deployment::job)
        .containsExactly("tokenize-images", "embed-text", "reconstruct-images");
  }

  @Test
  void kustomizeMakesOfBaseWhatTheTestsMakeOfIt() {
    Kubectl kubectl = kubectl();
    List<JsonNode> theirs =
        Yaml.documents(kubectl.kustomize(Repository.K8S.resolve("base"))).stream()
            .filter(object -> object.path("kind").asText().equals(Rendered.DEPLOYMENT))
            .toList();
    for (Deployment ours : Manifests.ours().rendered().get(0).deployments()) {
      assertThat(theirs)
          .filteredOn(object -> Rendered.nameOf(object).equals(ours.job()))
          .singleElement()
          .satisfies(
              object ->
                  assertThat(withoutSuffixes(object.path("spec")))
                      .isEqualTo(withoutSuffixes(ours.spec())));
    }
  }

  @Test
  void theTagOfTheImageIsSetThroughKustomizesImages() {
    Kubectl kubectl = kubectl();
    try (TemporaryFolder folder = new TemporaryFolder(Repository.K8S)) {
      folder.write(
          "kustomization.yaml",
          """
          apiVersion: kustomize.config.k8s.io/v1beta1
          kind: Kustomization
          resources: [../base]
          images: [{name: flink-qlip, newName: registry.example/flink-qlip, newTag: 7.7.7-cpu}]
          """);
      Rendered rendered = new Rendered("tagged", Yaml.documents(kubectl.kustomize(folder.path())));
      assertThat(rendered.deployments())
          .hasSize(3)
          .allSatisfy(
              deployment ->
                  assertThat(deployment.spec().path("image").asText())
                      .isEqualTo("registry.example/flink-qlip:7.7.7-cpu"));
    }
  }

  @Test
  void changedOptionsAreAChangedDeployment() {
    kubectl();
    Set<String> names =
        Set.copyOf(
            Manifests.ours().rendered().stream()
                .filter(rendered -> Set.of("cpu", "gpu").contains(rendered.name()))
                .flatMap(rendered -> rendered.ofKind("Secret"))
                .map(Rendered::nameOf)
                .filter(name -> name.startsWith("tokenize-images-options-"))
                .toList());
    assertThat(names).hasSize(2);
  }

  private static Kubectl kubectl() {
    assumeTrue(
        Kubectl.find().isPresent(),
        "no kubectl 1.27 or later on the PATH: overlays are not tested, base is");
    return Kubectl.find().orElseThrow();
  }

  private static JsonNode withoutSuffixes(JsonNode spec) {
    return Yaml.documents(Yaml.write(spec).replaceAll("-options-[a-z0-9]{10}", "-options")).get(0);
  }
}

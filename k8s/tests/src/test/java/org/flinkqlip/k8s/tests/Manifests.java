// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that k8s/ renders to: base, overlays, and combinations that no overlay has. */
final class Manifests {
  /** Overlays, each complete. */
  static final List<String> OVERLAYS = List.of("dev", "cpu", "gpu", "production");

  /** Components on top of the overlay "gpu". */
  static final Map<String, String> PARTS_OF_GPUS =
      Map.of("mig", "components/gpu/mig", "time-slicing", "components/gpu/time-slicing");

  private static final Manifests OURS = new Manifests(Repository.K8S, OVERLAYS, PARTS_OF_GPUS);

  private final Path k8s;
  private final List<String> overlays;
  private final Map<String, String> partsOfGpus;
  private List<Rendered> rendered;
  private Map<String, OperatorVerdict> verdicts;

  private Manifests(Path k8s, List<String> overlays, Map<String, String> partsOfGpus) {
    this.k8s = k8s;
    this.overlays = overlays;
    this.partsOfGpus = partsOfGpus;
  }

  /** Base and one overlay of another folder. */
  static Manifests of(Path k8s, String overlay) {
    return new Manifests(k8s, List.of(overlay), Map.of());
  }

  /** Those of this repository. */
  static Manifests ours() {
    return OURS;
  }

  Path folder() {
    return k8s;
  }

  /** Base, and all else where there is kubectl. */
  synchronized List<Rendered> rendered() {
    if (rendered == null) {
      List<Rendered> all = new ArrayList<>();
      all.add(base());
      Kubectl.find()
          .ifPresent(
              kubectl -> {
                for (String overlay : overlays) {
                  all.add(overlay(kubectl, overlay));
                }
                partsOfGpus.forEach(
                    (name, component) -> all.add(withComponent(kubectl, name, component)));
              });
      rendered = List.copyOf(all);
    }
    return rendered;
  }

  /** All deployments of all of them. */
  List<Deployment> deployments() {
    return rendered().stream().flatMap(one -> one.deployments().stream()).toList();
  }

  /** What the operator makes of a deployment. */
  synchronized OperatorVerdict verdict(Deployment deployment) {
    if (verdicts == null) {
      verdicts = OperatorVerdict.of(deployments());
    }
    return verdicts.get(deployment.toString());
  }

  private Rendered overlay(Kubectl kubectl, String name) {
    return new Rendered(
        name, Yaml.documents(kubectl.kustomize(k8s.resolve("overlays").resolve(name))));
  }

  private Rendered withComponent(Kubectl kubectl, String name, String component) {
    try (TemporaryFolder folder = new TemporaryFolder(k8s)) {
      folder.write(
          "kustomization.yaml",
          """
          apiVersion: kustomize.config.k8s.io/v1beta1
          kind: Kustomization
          resources: [../overlays/gpu]
          components: [../%s]
          """
              .formatted(component));
      return new Rendered(name, Yaml.documents(kubectl.kustomize(folder.path())));
    }
  }

  /** Base as it is without kustomize: files, the patch of all jobs, Secrets from files. */
  private Rendered base() {
    Path base = k8s.resolve("base");
    JsonNode kustomization = document(base.resolve("kustomization.yaml"));
    JsonNode patch = document(base.resolve(kustomization.at("/patches/0/path").asText()));
    List<JsonNode> objects = new ArrayList<>();
    for (JsonNode file : kustomization.path("resources")) {
      for (JsonNode object : Yaml.documents(Repository.read(base.resolve(file.asText())))) {
        JsonNode patched = object;
        if (object.path("kind").asText().equals(Rendered.DEPLOYMENT)) {
          ObjectNode named = patch.deepCopy();
          ObjectNode metadata = object.path("metadata").deepCopy();
          metadata.set("namespace", kustomization.path("namespace"));
          named.set("metadata", metadata);
          patched = Yaml.merge(object, named);
        }
        objects.add(patched);
      }
    }
    for (JsonNode secret : kustomization.path("secretGenerator")) {
      String[] file = secret.at("/files/0").asText().split("=", 2);
      objects.add(
          OptionsSecret.of(
              secret.path("name").asText(), file[0], Repository.read(base.resolve(file[1]))));
    }
    return new Rendered("base", objects);
  }

  private static JsonNode document(Path file) {
    List<JsonNode> documents = Yaml.documents(Repository.read(file));
    return Optional.of(documents)
        .filter(all -> all.size() == 1)
        .map(all -> all.get(0))
        .orElseThrow(() -> new IllegalStateException(file + " must hold one document"));
  }
}

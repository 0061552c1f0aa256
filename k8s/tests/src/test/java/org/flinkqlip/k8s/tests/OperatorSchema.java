// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The schema of a FlinkDeployment: that of operator 1.10, the newest whose schema is on Maven
 * Central, with what 1.15 has more as far as manifests here may need it.
 */
final class OperatorSchema {
  private static final String BUNDLED = "META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

  /** Where the schema of 1.15.0 may lie beside the project; it is not ours to keep. */
  private static final Path NEWER =
      Repository.ROOT.resolve("../shared/reference/crds/flinkdeployments-1.15.0.yml");

  /** Versions of Flink that 1.13 to 1.15 run and 1.10 does not know. */
  static final List<String> ADDED_VERSIONS = List.of("v2_0", "v2_1", "v2_2");

  /** A counter that makes the autoscaler forget what it has learned, since 1.14. */
  static final String ADDED_FIELD = "autoscalerResetNonce";

  private OperatorSchema() {}

  /** The bundled definition, with the additions. */
  static JsonNode definition() {
    JsonNode definition = bundled();
    ObjectNode spec = (ObjectNode) schemaOf(definition).at("/properties/spec/properties");
    ArrayNode versions = (ArrayNode) spec.at("/flinkVersion/enum");
    ADDED_VERSIONS.forEach(versions::add);
    ((ObjectNode) spec.at("/job/properties"))
        .set(ADDED_FIELD, spec.at("/job/properties/savepointTriggerNonce").deepCopy());
    // flinkConfiguration stays a map of texts, though 1.15 takes nested values too: ours are flat,
    // for
    // older operators.
    return definition;
  }

  /** As it is in the jar. */
  static JsonNode bundled() {
    try (InputStream file = OperatorSchema.class.getClassLoader().getResourceAsStream(BUNDLED)) {
      return Yaml.documents(new String(file.readAllBytes(), StandardCharsets.UTF_8)).get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The definition of 1.15.0, where it lies beside the project. */
  static Optional<JsonNode> newer() {
    String given = System.getProperty("qlip.crd");
    Path file = given == null ? NEWER : Path.of(given);
    return Files.exists(file)
        ? Optional.of(Yaml.documents(Repository.read(file)).get(0))
        : Optional.empty();
  }

  static JsonNode schemaOf(JsonNode definition) {
    return definition.at("/spec/versions/0/schema/openAPIV3Schema");
  }

  /** A schema whose spec alone is strict: metadata are Kubernetes' own. */
  static StructuralSchema strict(JsonNode definition) {
    return new StructuralSchema(schemaOf(definition).at("/properties/spec"));
  }
}

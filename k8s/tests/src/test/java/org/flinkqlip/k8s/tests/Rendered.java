// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The objects of one rendered folder.
 *
 * @param name of the folder, such as production
 * @param objects in the order of the rendering
 */
record Rendered(String name, List<JsonNode> objects) {
  static final String DEPLOYMENT = "FlinkDeployment";

  Rendered {
    objects = List.copyOf(objects);
  }

  Stream<JsonNode> ofKind(String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind));
  }

  Optional<JsonNode> find(String kind, String name) {
    return ofKind(kind).filter(object -> nameOf(object).equals(name)).findFirst();
  }

  List<Deployment> deployments() {
    return ofKind(DEPLOYMENT).map(object -> new Deployment(this, object)).toList();
  }

  static String nameOf(JsonNode object) {
    return object.path("metadata").path("name").asText();
  }

  @Override
  public String toString() {
    return name;
  }
}

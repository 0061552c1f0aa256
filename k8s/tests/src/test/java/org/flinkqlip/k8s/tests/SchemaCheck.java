// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Every object against the schema of its kind; fields that it does not have are problems. */
final class SchemaCheck implements Check {
  private final List<StructuralSchema> ofDeployments = new ArrayList<>();

  SchemaCheck() {
    ofDeployments.add(OperatorSchema.strict(OperatorSchema.definition()));
    OperatorSchema.newer().map(OperatorSchema::strict).ifPresent(ofDeployments::add);
  }

  @Override
  public List<String> problems(Manifests manifests) {
    List<String> problems = new ArrayList<>();
    for (Rendered rendered : manifests.rendered()) {
      for (JsonNode object : rendered.objects()) {
        String name =
            "[%s %s/%s] "
                .formatted(rendered, object.path("kind").asText(), Rendered.nameOf(object));
        if (object.path("kind").asText().equals(Rendered.DEPLOYMENT)) {
          for (StructuralSchema schema : ofDeployments) {
            schema
                .problems(object.path("spec"))
                .forEach(problem -> problems.add(name + "spec" + problem));
          }
        } else {
          KnownKinds.problem(object).ifPresent(problem -> problems.add(name + problem));
        }
      }
    }
    return problems;
  }
}

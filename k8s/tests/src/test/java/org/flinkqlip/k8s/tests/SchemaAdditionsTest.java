// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What is added to the bundled schema, against the operator's own newer one where it is at hand.
 */
class SchemaAdditionsTest {
  @Test
  void theBundledSchemaStillNeedsTheAdditions() {
    JsonNode spec =
        OperatorSchema.schemaOf(OperatorSchema.bundled()).at("/properties/spec/properties");
    assertThat(texts(spec.at("/flinkVersion/enum")))
        .doesNotContainAnyElementsOf(OperatorSchema.ADDED_VERSIONS);
    assertThat(spec.at("/job/properties").has(OperatorSchema.ADDED_FIELD)).isFalse();
  }

  @Test
  void outsideOfPodTemplatesNothingElseIsNew() {
    assumeTrue(
        OperatorSchema.newer().isPresent(), "the schema of 1.15.0 is not beside the project");
    JsonNode ours =
        OperatorSchema.schemaOf(OperatorSchema.definition()).at("/properties/spec/properties");
    JsonNode newer =
        OperatorSchema.schemaOf(OperatorSchema.newer().orElseThrow())
            .at("/properties/spec/properties");
    assertThat(paths("", ours)).isEqualTo(paths("", newer));
    assertThat(texts(ours.at("/flinkVersion/enum")))
        .isEqualTo(texts(newer.at("/flinkVersion/enum")));
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new TreeSet<>();
    list.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  /** Fields by their paths; of pod templates the field alone, which follow Kubernetes. */
  private static Set<String> paths(String path, JsonNode properties) {
    Set<String> paths = new TreeSet<>();
    properties
        .properties()
        .forEach(
            field -> {
              String here = path + "/" + field.getKey();
              paths.add(here);
              if (!field.getKey().equals("podTemplate")) {
                paths.addAll(paths(here, field.getValue().path("properties")));
              }
            });
    return paths;
  }
}

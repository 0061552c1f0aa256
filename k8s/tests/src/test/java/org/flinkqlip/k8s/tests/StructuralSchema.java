// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The schema of a custom resource, as strict as {@code kubectl apply --validate=strict}: a field
 * that it does not name is a problem. A keyword of it that is not known here is an error, never
 * ignored.
 */
final class StructuralSchema {
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "properties",
          "items",
          "enum",
          "additionalProperties",
          "anyOf",
          "required",
          "description",
          "default",
          "format",
          "pattern",
          "minimum",
          "nullable",
          "x-kubernetes-int-or-string",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-map-type");

  private final JsonNode root;

  StructuralSchema(JsonNode root) {
    this.root = root;
  }

  /** What of {@code object} does not fit, each with its path. */
  List<String> problems(JsonNode object) {
    List<String> problems = new ArrayList<>();
    check("", root, object, problems);
    return problems;
  }

  private static void check(String path, JsonNode schema, JsonNode value, List<String> problems) {
    schema
        .fieldNames()
        .forEachRemaining(
            keyword -> {
              if (!KNOWN.contains(keyword)) {
                throw new IllegalStateException("unknown keyword of a schema: " + keyword);
              }
            });
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      expect(value.isIntegralNumber() || value.isTextual(), path, "a number or text", problems);
      return;
    }
    switch (schema.path("type").asText("any")) {
      case "object" -> checkObject(path, schema, value, problems);
      case "array" -> {
        expect(value.isArray(), path, "a list", problems);
        for (int i = 0; i < value.size() && value.isArray(); i++) {
          check(path + "/" + i, schema.path("items"), value.get(i), problems);
        }
      }
      case "string" -> expect(value.isTextual(), path, "text", problems);
      case "integer" -> expect(value.isIntegralNumber(), path, "a whole number", problems);
      case "number" -> expect(value.isNumber(), path, "a number", problems);
      case "boolean" -> expect(value.isBoolean(), path, "true or false", problems);
      default -> {}
    }
    checkEnum(path, schema.path("enum"), value, problems);
  }

  private static void checkObject(
      String path, JsonNode schema, JsonNode value, List<String> problems) {
    expect(value.isObject(), path, "an object", problems);
    JsonNode properties = schema.path("properties");
    JsonNode others = schema.path("additionalProperties");
    value
        .properties()
        .forEach(
            field -> {
              String here = path + "/" + field.getKey();
              if (properties.has(field.getKey())) {
                check(here, properties.get(field.getKey()), field.getValue(), problems);
              } else if (others.isObject()) {
                check(here, others, field.getValue(), problems);
              } else if (!schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()
                  && !properties.isMissingNode()) {
                problems.add(here + " is not a field of the schema");
              }
            });
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asText())) {
        problems.add(path + "/" + required.asText() + " is missing");
      }
    }
  }

  private static void checkEnum(
      String path, JsonNode values, JsonNode value, List<String> problems) {
    if (values.isEmpty()) {
      return;
    }
    for (JsonNode one : values) {
      if (one.equals(value)) {
        return;
      }
    }
    problems.add("%s is %s, not one of %s".formatted(path, value, values));
  }

  private static void expect(boolean holds, String path, String what, List<String> problems) {
    if (!holds) {
      problems.add(path + " must be " + what);
    }
  }
}

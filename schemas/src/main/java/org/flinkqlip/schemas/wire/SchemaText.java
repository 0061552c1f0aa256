// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Schemas as text for readers in any language: without the hints of Java's code generator. */
final class SchemaText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SchemaText() {}

  /** The schema's JSON on one line, docs and defaults kept. */
  static String of(Schema schema) {
    return plain(schema).toString();
  }

  /** The schema's JSON, indented. */
  static String indented(Schema schema) {
    return plain(schema).toPrettyString() + "\n";
  }

  private static JsonNode plain(Schema schema) {
    try {
      return strip(JSON.readTree(schema.toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro wrote a schema that is no JSON: " + schema, e);
    }
  }

  private static JsonNode strip(JsonNode node) {
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, strip(array.get(i)));
      }
    } else if (node instanceof ObjectNode object) {
      object.remove(GenericData.STRING_PROP);
      if (object.size() == 1 && object.path("type").isTextual()) {
        return object.get("type");
      }
      for (String name : names(object)) {
        object.set(name, strip(object.get(name)));
      }
    }
    return node;
  }

  private static List<String> names(ObjectNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}

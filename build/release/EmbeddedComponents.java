// SPDX-License-Identifier: Apache-2.0
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Adds to a bill of materials what lies inside jars and has no coordinates of its own. Each jar
 * that the list names must be in the bill: a new version of it needs a look at what it holds.
 */
final class EmbeddedComponents {
  private EmbeddedComponents() {}

  /** Takes the bill, which is changed in place, and the list: purl of a jar to its parts. */
  public static void main(String[] arguments) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Path file = Path.of(arguments[0]);
    JsonNode bill = mapper.readTree(file.toFile());
    JsonNode list = mapper.readTree(Path.of(arguments[1]).toFile());
    for (var jar : list.properties()) {
      ObjectNode component = find(bill, jar.getKey());
      if (component == null) {
        System.err.printf(
            "[%s] holds no %s: see what its new version holds, and change %s%n",
            file, jar.getKey(), arguments[1]);
        System.exit(1);
      }
      component.set("components", (ArrayNode) jar.getValue());
      for (JsonNode part : jar.getValue()) {
        System.out.printf(
            "%s %s is in %s%n",
            part.get("name").asText(), part.get("version").asText(), jar.getKey());
      }
    }
    mapper.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), bill);
  }

  private static ObjectNode find(JsonNode bill, String purl) {
    for (JsonNode component : bill.get("components")) {
      if (purl.equals(component.path("purl").asText())) {
        return (ObjectNode) component;
      }
    }
    return null;
  }
}

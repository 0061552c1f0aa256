// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of {@code k8s/monitoring}, as trees. */
final class MonitoringFiles {
  /** The repository. */
  static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  static final Path FOLDER = ROOT.resolve("k8s/monitoring");

  private static final ObjectMapper YAML = new YAMLMapper();
  private static final ObjectMapper JSON = new ObjectMapper();

  private MonitoringFiles() {}

  static JsonNode yaml(String name) throws IOException {
    return YAML.readTree(FOLDER.resolve(name).toFile());
  }

  static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  /** Every rule, in order. */
  static List<JsonNode> rules() throws IOException {
    return stream(yaml("rules.yaml").at("/spec/groups"))
        .flatMap(group -> stream(group.get("rules")))
        .toList();
  }

  static List<Path> dashboards() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve("dashboards"))) {
      return files.sorted().toList();
    }
  }

  static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}

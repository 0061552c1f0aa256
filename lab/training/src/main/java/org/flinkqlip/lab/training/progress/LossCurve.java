// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.progress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values over steps.
 *
 * @param stage 1 or 2
 * @param name of the loss or score
 * @param steps at which it was noted
 * @param values at these
 */
record LossCurve(int stage, String name, List<Double> steps, List<Double> values) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The curves that a log of {@link JsonLog} holds, in the order in which they begin. */
  static List<LossCurve> read(Path log) throws IOException {
    Map<String, LossCurve> curves = new LinkedHashMap<>();
    for (String line : Files.readAllLines(log)) {
      JsonNode node = JSON.readTree(line);
      int stage = node.path("stage").asInt();
      JsonNode values = node.has("losses") ? node.get("losses") : node.path("scores");
      for (Map.Entry<String, JsonNode> value : values.properties()) {
        LossCurve curve =
            curves.computeIfAbsent(
                stage + value.getKey(),
                key -> new LossCurve(stage, value.getKey(), new ArrayList<>(), new ArrayList<>()));
        curve.steps().add(node.path("step").asDouble());
        curve.values().add(value.getValue().asDouble());
      }
    }
    return List.copyOf(curves.values());
  }
}

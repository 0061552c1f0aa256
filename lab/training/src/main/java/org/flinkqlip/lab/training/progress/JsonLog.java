// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.progress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One JSON object per line: {@code {"event": "steps", "stage": 1, "step": 100, ...}}. A resumed run
 * drops the lines of steps that it takes again.
 */
public final class JsonLog implements TrainingListener {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  public JsonLog(Path file) {
    this.file = file;
  }

  @Override
  public void stageStarted(int stage, long taken, long steps, long weights) throws IOException {
    if (Files.exists(file)) {
      dropAfter(stage, taken);
    }
    append(event("stage", stage, taken).put("steps", steps).put("weights", weights));
  }

  private void dropAfter(int stage, long taken) throws IOException {
    List<String> kept = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (isBefore(line, stage, taken)) {
        kept.add(line);
      }
    }
    Files.write(file, kept);
  }

  /** A line that a killed run left half written is none. */
  private static boolean isBefore(String line, int stage, long taken) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      return false;
    }
    int itsStage = node.path("stage").asInt();
    long step = node.path("step").asLong();
    boolean starts = node.path("event").asText().equals("stage");
    return itsStage < stage || (itsStage == stage && (starts ? step < taken : step <= taken));
  }

  @Override
  public void stepsTaken(StepReport report) throws IOException {
    ObjectNode line = event("steps", report.stage(), report.step());
    ObjectNode losses = line.putObject("losses");
    report.losses().forEach(losses::put);
    line.put("gradientNorm", report.gradientNorm());
    line.put("rate", report.rate());
    line.put("imagesPerSecond", report.imagesPerSecond());
    append(line);
  }

  @Override
  public void evaluated(int stage, long step, Map<String, Double> scores) throws IOException {
    ObjectNode line = event("evaluation", stage, step);
    ObjectNode node = line.putObject("scores");
    scores.forEach(node::put);
    append(line);
  }

  @Override
  public void finished(Path checkpoint) throws IOException {
    append(
        JSON.createObjectNode().put("event", "finished").put("checkpoint", checkpoint.toString()));
  }

  private static ObjectNode event(String name, int stage, long step) {
    return JSON.createObjectNode().put("event", name).put("stage", stage).put("step", step);
  }

  private void append(JsonNode line) throws IOException {
    Files.writeString(
        file,
        JSON.writeValueAsString(line) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}

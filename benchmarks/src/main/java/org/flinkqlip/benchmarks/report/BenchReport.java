// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flinkqlip.benchmarks.Report;

/** The findings of several suites on one machine. */
public final class BenchReport {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Machine machine;
  private final boolean quick;
  private final Map<String, Report> suites = new LinkedHashMap<>();

  /**
   * An empty report.
   *
   * @param quick whether the figures only show that the measurements work
   */
  public BenchReport(Machine machine, boolean quick) {
    this.machine = requireNonNull(machine, "machine is null");
    this.quick = quick;
  }

  /** Adds what a suite found. */
  public void add(String suite, Report report) {
    suites.put(suite, report);
  }

  /** Whether all results were right, in every suite. */
  public boolean passed() {
    return suites.values().stream().allMatch(Report::passed);
  }

  /**
   * Writes the findings as JSON: a field of a suite for each figure. Folders are made as needed.
   */
  public void write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, JSON.writeValueAsString(toJson()) + "\n");
  }

  private ObjectNode toJson() {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode where = root.putObject("machine");
    where.put("processor", machine.processor()).put("cores", machine.cores());
    where.put("memoryGib", machine.memoryGib()).put("system", machine.system());
    where.put("java", machine.java()).put("onnxRuntime", machine.onnxRuntime());
    where.put("time", machine.time().toString());
    root.put("quick", quick);
    ObjectNode all = root.putObject("suites");
    suites.forEach((name, report) -> put(all.putObject(name), report));
    return root;
  }

  private static void put(ObjectNode node, Report report) {
    ObjectNode gates = node.putObject("gates");
    for (Report.Gate gate : report.gates()) {
      gates.putObject(gate.name()).put("passed", gate.passed()).put("note", gate.note());
    }
    for (Report.Figure figure : report.figures()) {
      ObjectNode one = node.putObject(figure.name());
      one.put("value", figure.value()).put("unit", figure.unit());
      figure
          .goal()
          .ifPresent(
              goal ->
                  one.put(figure.atLeast() ? "atLeast" : "atMost", goal)
                      .put("reached", figure.reached()));
      one.put("note", figure.note());
    }
  }

  /** The findings as tables for people. */
  public String toText() {
    StringBuilder text = new StringBuilder("%nmachine  %s%n".formatted(machine));
    if (quick) {
      text.append("QUICK: each measurement once and shortly; the figures mean nothing\n");
    }
    suites.forEach((name, report) -> append(text, name, report));
    return text.toString();
  }

  private static void append(StringBuilder text, String name, Report report) {
    text.append("%n%s%n".formatted(name));
    for (Report.Gate gate : report.gates()) {
      text.append(
          "  %-6s %s: %s%n".formatted(gate.passed() ? "right" : "WRONG", gate.name(), gate.note()));
    }
    for (Report.Figure figure : report.figures()) {
      text.append(
          "  %-32s %12s %-12s %-24s %s%n"
              .formatted(
                  figure.name(),
                  number(figure.value()),
                  figure.unit(),
                  goal(figure),
                  figure.note()));
    }
  }

  private static String goal(Report.Figure figure) {
    if (figure.goal().isEmpty()) {
      return "";
    }
    return "%s %s: %s"
        .formatted(
            figure.atLeast() ? "goal >=" : "goal <=",
            number(figure.goal().getAsDouble()),
            figure.reached() ? "reached" : "MISSED");
  }

  private static String number(double value) {
    return Math.abs(value) >= 100 ? "%,.0f".formatted(value) : "%.3f".formatted(value);
  }
}

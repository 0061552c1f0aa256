// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.util.TimeUtils;
import org.flinkqlip.jobs.options.SinkOptions;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final Path RUNBOOKS = MonitoringFiles.ROOT.resolve("docs/runbooks");

  /** What Prometheus adds to the labels of a target. */
  private static final Set<String> LABELS_OF_THE_TARGET = Set.of("namespace", "pod");

  /** Columns of docs/concepts/health.md. */
  private static final Map<String, String> COLUMNS =
      Map.of(
          "embedding_spread", "spread",
          "bit_entropy", "mean entropy",
          "embedding_drift", "embedding drift",
          "bit_drift", "bit drift",
          "embedding_norm_drift", "norm drift",
          "unstable_bits", "unstable bits",
          "reconstruction_psnr", "PSNR");

  @Test
  void eachAlertHasASeverityAndAPageThatExplainsIt() throws IOException {
    for (Alert alert : Alert.all()) {
      assertThat(alert.severity()).as(alert.title()).isIn("critical", "warning");
      assertThat(alert.runbook()).isEqualTo("docs/runbooks/%s.md".formatted(alert.name()));
      assertThat(MonitoringFiles.ROOT.resolve(alert.runbook()))
          .content()
          .as(alert.runbook())
          .startsWith("# " + alert.name() + "\n")
          .contains("\n## What it means\n", "\n## What to look at\n", "\n## What to do\n");
    }
  }

  @Test
  void eachPageIsOfAnAlert() throws IOException {
    Set<String> alerts = Alert.all().stream().map(Alert::name).collect(Collectors.toSet());
    try (Stream<Path> pages = Files.list(RUNBOOKS)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .filteredOn(page -> !page.equals("README.md"))
          .allSatisfy(page -> assertThat(alerts).contains(page.replace(".md", "")));
    }
  }

  @Test
  void eachAlertHasItsThresholdInItsOwnGroupBeforeIt() throws IOException {
    for (JsonNode group : MonitoringFiles.yaml("rules.yaml").at("/spec/groups")) {
      Set<String> thresholds = new TreeSet<>();
      Set<String> values = new TreeSet<>();
      for (JsonNode rule : group.get("rules")) {
        if (rule.path("record").asText().equals("qlip:threshold")) {
          thresholds.add(title(rule.get("labels")));
        } else if (rule.has("record")) {
          values.add(rule.get("record").asText());
        } else {
          JsonNode labels = rule.get("labels");
          String figure = labels.has("figure") ? " " + labels.get("figure").asText() : "";
          assertThat(thresholds).contains(rule.get("alert").asText() + figure);
          assertThat(MetricNames.of(rule.get("expr").asText()))
              .filteredOn(name -> !name.equals("qlip:threshold"))
              .isSubsetOf(values);
        }
      }
    }
  }

  private static String title(JsonNode labels) {
    return labels.get("alert").asText()
        + (labels.has("figure") ? " " + labels.get("figure").asText() : "");
  }

  @Test
  void aCheckpointIsOldAtHalfOfTheTransactionTimeout() throws IOException {
    JsonNode threshold =
        MonitoringFiles.rules().stream()
            .filter(rule -> rule.at("/labels/alert").asText().equals("QlipCheckpointOld"))
            .findFirst()
            .orElseThrow();
    Duration timeout =
        TimeUtils.parseDuration(SinkOptions.TRANSACTION_TIMEOUT.defaultText().orElseThrow());
    assertThat(threshold.get("expr").asLong()).isEqualTo(timeout.toSeconds() / 2);
  }

  /** The page's row of thresholds, below its names of columns. */
  @Test
  void thePageOfTheModelsHealthHasTheThresholdsOfTheRules() throws IOException {
    List<String> page = Files.readAllLines(MonitoringFiles.ROOT.resolve("docs/concepts/health.md"));
    String row =
        page.stream().filter(line -> line.startsWith("| **threshold**")).findFirst().orElseThrow();
    String names = page.get(page.indexOf(row) - 2);
    for (JsonNode rule : MonitoringFiles.rules()) {
      if (rule.has("record") && rule.at("/labels/figure").isTextual()) {
        String column = COLUMNS.get(rule.at("/labels/figure").asText());
        int index = List.of(names.split("\\|")).indexOf(" " + column + " ");
        assertThat(row.split("\\|")[index])
            .as(column)
            .matches(" \\*\\*[<>] %s\\*\\* ".formatted(rule.get("expr").asText()));
      }
    }
  }

  @Test
  void testsFireEachAlertOnceAndKeepItSilentOnce() throws IOException {
    Set<String> fired = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    for (JsonNode test : MonitoringFiles.yaml("rules-test.yaml").get("tests")) {
      for (JsonNode check : test.get("alert_rule_test")) {
        String alert = check.get("alertname").asText();
        if (check.get("exp_alerts").isEmpty()) {
          silent.add(alert);
        }
        for (JsonNode expected : check.get("exp_alerts")) {
          String figure = expected.at("/exp_labels/figure").asText();
          fired.add(figure.isEmpty() ? alert : alert + " " + figure);
        }
      }
    }
    assertThat(fired).isEqualTo(titles(Alert.all()));
    assertThat(silent).isEqualTo(Alert.all().stream().map(Alert::name).collect(Collectors.toSet()));
  }

  private static Set<String> titles(List<Alert> alerts) {
    return alerts.stream().map(Alert::title).collect(Collectors.toCollection(TreeSet::new));
  }

  /** A rule that is tested with labels that nothing has would be silent where it runs. */
  @Test
  void testsUseTheLabelsOfARecordedScrape() throws IOException {
    List<Recorded.Series> recorded = Recorded.series(Recorded.DEMO);
    Set<String> names = Recorded.names(Recorded.DEMO);
    for (JsonNode test : MonitoringFiles.yaml("rules-test.yaml").get("tests")) {
      for (JsonNode input : test.get("input_series")) {
        Recorded.Series series = Recorded.parse(input.get("series").asText());
        if (names.contains(series.name())) {
          Map<String, String> labels = withoutTarget(series.labels());
          assertThat(recorded)
              .filteredOn(other -> other.name().equals(series.name()))
              .extracting(other -> comparable(other.labels()))
              .as(input.get("series").asText())
              .contains(comparable(labels));
        }
      }
    }
  }

  private static Map<String, String> withoutTarget(Map<String, String> labels) {
    Map<String, String> rest = new TreeMap<>(labels);
    rest.keySet().removeAll(LABELS_OF_THE_TARGET);
    return rest;
  }

  /** Which model and which provider is the test's own choice. */
  private static Map<String, String> comparable(Map<String, String> labels) {
    Map<String, String> same = new TreeMap<>(labels);
    same.computeIfPresent("model", (label, value) -> "any");
    same.computeIfPresent("provider", (label, value) -> "any");
    return same;
  }

  @Test
  void promtoolAcceptsTheRulesAndTheirTests() throws IOException, InterruptedException {
    assumeTrue(
        Programs.onPath("promtool"),
        "SKIPPED: promtool is not on the PATH; it comes with Prometheus (Debian: prometheus)");
    Process process =
        new ProcessBuilder(MonitoringFiles.FOLDER.resolve("check-rules").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
  }
}

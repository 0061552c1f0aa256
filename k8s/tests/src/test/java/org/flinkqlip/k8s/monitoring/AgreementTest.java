// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flinkqlip.local.metrics.ReporterSettings;
import org.flinkqlip.operators.metrics.OperatorMetric;
import org.junit.jupiter.api.Test;

/** Rules, dashboards, manifests and code name the same things. */
class AgreementTest {
  private static final String OPERATOR = "flink_taskmanager_job_task_operator_";
  private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");
  private static final Pattern THRESHOLD = Pattern.compile("qlip:threshold\\{([^}]*)}");

  @Test
  void everyMetricOfTheRulesIsThere() throws IOException {
    Set<String> known = known();
    for (JsonNode rule : MonitoringFiles.rules()) {
      String query = rule.get("expr").asText();
      assertThat(unknown(query, known)).as(query).isEmpty();
    }
  }

  @Test
  void everyMetricOfTheDashboardsIsThere() throws IOException {
    Set<String> known = known();
    for (PanelQuery query : PanelQuery.all()) {
      assertThat(unknown(query.query(), known)).as(query.panel()).isEmpty();
    }
  }

  private static Set<String> unknown(String query, Set<String> known) {
    Set<String> names = MetricNames.of(query);
    names.removeAll(known);
    return names;
  }

  /** What was scraped, what the operators declare, what the rules record. */
  private static Set<String> known() throws IOException {
    Set<String> known = new TreeSet<>(OF_PROMETHEUS);
    known.addAll(Recorded.names(Recorded.DEMO));
    for (String name : Recorded.OF_A_CLUSTER) {
      known.addAll(Recorded.names(name));
    }
    Arrays.stream(OperatorMetric.values())
        .map(metric -> OPERATOR + metric.prometheusName())
        .forEach(known::add);
    MonitoringFiles.rules().stream()
        .filter(rule -> rule.has("record"))
        .map(rule -> rule.get("record").asText())
        .forEach(known::add);
    return known;
  }

  @Test
  void aMistypedMetricIsUnknown() throws IOException {
    assertThat(unknown("sum(rate(%stokenizer_recordsRecieved[1m]))".formatted(OPERATOR), known()))
        .hasSize(1);
    assertThat(unknown("qlip:lag_record > 0", known())).hasSize(1);
    assertThat(unknown("qlip:lag_records > 0", known())).isEmpty();
  }

  /** A misspelt name in one of them would make the two tests above worthless. */
  @Test
  void everyMetricOfTheDemosJobsIsDeclared() throws IOException {
    Set<String> declared =
        Arrays.stream(OperatorMetric.values())
            .map(metric -> OPERATOR + metric.prometheusName())
            .collect(Collectors.toSet());
    assertThat(Recorded.names(Recorded.DEMO))
        .filteredOn(name -> name.startsWith(OPERATOR + OperatorMetric.GROUP))
        .allMatch(name -> declared.contains(name.replaceAll("_count$", "")));
  }

  @Test
  void everyPanelOfAnAlertsValueDrawsItsThreshold() throws IOException {
    Map<String, Set<String>> queries = new TreeMap<>();
    for (PanelQuery query : PanelQuery.all()) {
      queries
          .computeIfAbsent(query.panel(), panel -> new TreeSet<>())
          .add(query.query().replaceAll("\\{namespace=.*", ""));
    }
    for (Alert alert : Alert.all()) {
      List<Set<String>> panels =
          queries.values().stream().filter(panel -> panel.contains(alert.measured())).toList();
      assertThat(panels)
          .as(alert.title())
          .isNotEmpty()
          .allSatisfy(panel -> assertThat(panel).contains(alert.threshold()));
    }
  }

  @Test
  void everyThresholdOfAPanelIsOneOfTheRules() throws IOException {
    Set<String> thresholds = Alert.all().stream().map(Alert::threshold).collect(Collectors.toSet());
    for (PanelQuery query : PanelQuery.all()) {
      Matcher threshold = THRESHOLD.matcher(query.query());
      while (threshold.find()) {
        assertThat(thresholds).as(query.panel()).contains(threshold.group());
      }
    }
  }

  @Test
  void everyDashboardIsDeployed() throws IOException {
    assertThat(
            MonitoringFiles.stream(
                    MonitoringFiles.yaml("kustomization.yaml").at("/configMapGenerator/0/files"))
                .map(JsonNode::asText))
        .containsExactlyInAnyOrderElementsOf(
            MonitoringFiles.dashboards().stream()
                .map(file -> "dashboards/" + file.getFileName())
                .toList());
  }

  @Test
  void manifestsReportWhatTheDemoReports() throws IOException {
    Map<String, String> demo =
        new TreeMap<>(ReporterSettings.onLoopback(ReporterSettings.USUAL_PORT));
    demo.put(
        "metrics.reporter.prom.factory.class",
        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
    assertThat(reporter(MonitoringFiles.yaml("../base/flink.yaml").at("/spec/flinkConfiguration")))
        .isEqualTo(demo);
    assertThat(reporter(MonitoringFiles.yaml("../../docker/stack/flink/config.yaml")))
        .isEqualTo(demo);
  }

  private static Map<String, String> reporter(JsonNode configuration) {
    Map<String, String> settings = new TreeMap<>();
    configuration
        .properties()
        .forEach(
            setting -> {
              if (setting.getKey().startsWith("metrics.reporter")) {
                settings.put(setting.getKey(), setting.getValue().asText());
              }
            });
    return settings;
  }

  @Test
  void ourPodsAreScraped() throws IOException {
    JsonNode monitor = MonitoringFiles.yaml("podmonitor.yaml");
    JsonNode pod = MonitoringFiles.yaml("../base/flink.yaml").at("/spec/podTemplate");

    monitor
        .at("/spec/selector/matchLabels")
        .properties()
        .forEach(
            label ->
                assertThat(pod.at("/metadata/labels").get(label.getKey()))
                    .isEqualTo(label.getValue()));
    JsonNode port = pod.at("/spec/containers/0/ports/0");
    assertThat(monitor.at("/spec/podMetricsEndpoints/0/port")).isEqualTo(port.get("name"));
    assertThat(port.get("containerPort").asInt()).isEqualTo(ReporterSettings.USUAL_PORT);
    // By this name rules know which pods are ours.
    assertThat(monitor.at("/metadata/name").asText()).isEqualTo("flink-qlip");
    assertThat(MonitoringFiles.rules())
        .filteredOn(rule -> rule.get("expr").asText().contains("up{"))
        .allMatch(rule -> rule.get("expr").asText().contains("up{job=~\"(.+/)?flink-qlip\"}"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An alert of the rules: a measured value, compared with a threshold.
 *
 * @param name of the alert
 * @param figure which of several values of one alert, or empty
 * @param severity critical or warning
 * @param measured the recorded value
 * @param threshold query of the recorded threshold
 * @param runbook page, from the root of the repository
 */
record Alert(
    String name,
    String figure,
    String severity,
    String measured,
    String threshold,
    String runbook) {
  private static final Pattern COMPARISON =
      Pattern.compile("(qlip:[a-z0-9_:]+) [<>] scalar\\((qlip:threshold\\{(.+)})\\)");

  static List<Alert> all() throws IOException {
    return MonitoringFiles.rules().stream()
        .filter(rule -> rule.has("alert"))
        .map(Alert::of)
        .toList();
  }

  private static Alert of(JsonNode rule) {
    String name = rule.get("alert").asText();
    String figure = rule.at("/labels/figure").asText();
    Matcher comparison = COMPARISON.matcher(rule.get("expr").asText());
    String labels =
        "alert=\"%s\"%s".formatted(name, figure.isEmpty() ? "" : ",figure=\"" + figure + "\"");
    if (!comparison.matches() || !comparison.group(3).replace(", ", ",").equals(labels)) {
      throw new AssertionError(
          "%s: an alert is [qlip:VALUE > scalar(qlip:threshold{%s})], or <, and not [%s]"
              .formatted(name, labels, rule.get("expr").asText()));
    }
    return new Alert(
        name,
        figure,
        rule.at("/labels/severity").asText(),
        comparison.group(1),
        "qlip:threshold{" + labels + "}",
        rule.at("/annotations/runbook_url").asText());
  }

  /** Name, and figure if there are several. */
  String title() {
    return figure.isEmpty() ? name : name + " " + figure;
  }
}

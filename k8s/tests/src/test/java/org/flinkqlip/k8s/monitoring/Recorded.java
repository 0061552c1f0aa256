// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.monitoring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Scrapes that were recorded, and those of programs that only a cluster has. */
final class Recorded {
  static final String DEMO = "demo.prom";
  static final List<String> OF_A_CLUSTER =
      List.of(
          "cadvisor.prom",
          "dcgm-exporter.prom",
          "flink-kubernetes-operator.prom",
          "kube-state-metrics.prom");

  private static final Pattern SERIES = Pattern.compile("([A-Za-z_:][\\w:]*)\\{(.*)}");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private Recorded() {}

  static String text(String name) throws IOException {
    try (var stream = Recorded.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static List<Series> series(String name) throws IOException {
    return text(name)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .map(Recorded::parse)
        .toList();
  }

  static Set<String> names(String name) throws IOException {
    return series(name).stream().map(Series::name).collect(Collectors.toSet());
  }

  static Series parse(String text) {
    Matcher series = SERIES.matcher(text.strip());
    if (!series.matches()) {
      throw new AssertionError("no series: " + text);
    }
    Map<String, String> labels = new LinkedHashMap<>();
    Matcher label = LABEL.matcher(series.group(2));
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    return new Series(series.group(1), new TreeMap<>(labels));
  }

  /**
   * A series.
   *
   * @param labels without the target's
   */
  record Series(String name, Map<String, String> labels) {}
}

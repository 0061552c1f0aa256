// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Flink's settings for Prometheus. Those of the manifests are the same but for the class, which
 * listens on the loopback address alone here.
 */
public final class ReporterSettings {
  /** Where Flink's reporter listens by default. */
  public static final int USUAL_PORT = 9249;

  /**
   * Labels that each attempt, each submission or each task manager has anew. With them, a restart
   * would begin every series again, and a rate or an alert across it would see nothing. The
   * target's own labels tell task managers apart.
   */
  private static final List<String> PASSING_LABELS =
      List.of("job_id", "task_id", "task_attempt_id", "task_attempt_num", "operator_id", "tm_id");

  /** What Kafka's clients measure of themselves: a quarter of all series, used by no alert. */
  private static final List<String> UNUSED_SCOPES = List.of("*.KafkaConsumer*", "*.KafkaProducer*");

  private static final String PREFIX = "metrics.reporter.prom.";
  private static final String SEPARATOR = ";";

  private ReporterSettings() {}

  /**
   * The settings.
   *
   * @param port where the metrics are served, on the loopback address
   */
  public static Map<String, String> onLoopback(int port) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("metrics.reporters", "prom");
    settings.put(PREFIX + "factory.class", LoopbackReporterFactory.class.getName());
    settings.put(PREFIX + "port", Integer.toString(port));
    settings.put(PREFIX + "scope.variables.excludes", String.join(SEPARATOR, PASSING_LABELS));
    settings.put(PREFIX + "filter.excludes", String.join(SEPARATOR, UNUSED_SCOPES));
    return settings;
  }
}

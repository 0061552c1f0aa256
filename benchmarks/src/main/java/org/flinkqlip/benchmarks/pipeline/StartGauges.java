// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.flinkqlip.operators.metrics.OperatorMetric;

/**
 * Keeps what the job says of its start. Flink makes it by name where {@link #PROPERTIES} are set,
 * so it hands on through the class.
 */
public final class StartGauges implements MetricReporterFactory, MetricReporter {
  /** Flink's settings that put it into a cluster. */
  static final Map<String, String> PROPERTIES =
      Map.of("metrics.reporter.start.factory.class", StartGauges.class.getName());

  private static final Map<String, Gauge<?>> GAUGES = new ConcurrentHashMap<>();

  /** The value of a gauge, if the job has it by now. */
  static Optional<Long> millis(OperatorMetric metric) {
    return Optional.ofNullable(GAUGES.get(metric.metricName()))
        .map(gauge -> ((Number) gauge.getValue()).longValue());
  }

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return new StartGauges();
  }

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    if (metric instanceof Gauge<?> gauge
        && (name.equals(OperatorMetric.MODEL_LOAD_TIME.metricName())
            || name.equals(OperatorMetric.MODEL_WARM_UP_TIME.metricName()))) {
      GAUGES.put(name, gauge);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
}

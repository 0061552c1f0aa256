// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.metrics;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;

/** Keeps metrics by their path, such as {@code tokenizer.category=FETCH_TIMEOUT.deadLetters}. */
public final class RecordingMetricGroup implements MetricGroup {
  private final String prefix;
  private final Map<String, Metric> metrics;

  public RecordingMetricGroup() {
    this("", new TreeMap<>());
  }

  private RecordingMetricGroup(String prefix, Map<String, Metric> metrics) {
    this.prefix = prefix;
    this.metrics = metrics;
  }

  /** All metrics of this group and the groups in it. */
  public Map<String, Metric> metrics() {
    return metrics;
  }

  /** Value of a counter, 0 if it was never registered. */
  public long count(String path) {
    return metrics.containsKey(path) ? ((Counter) metrics.get(path)).getCount() : 0;
  }

  @Override
  public Counter counter(String name) {
    return counter(name, new SimpleCounter());
  }

  @Override
  public <C extends Counter> C counter(String name, C counter) {
    return register(name, counter);
  }

  @Override
  public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
    return register(name, gauge);
  }

  @Override
  public <H extends Histogram> H histogram(String name, H histogram) {
    return register(name, histogram);
  }

  @Override
  public <M extends Meter> M meter(String name, M meter) {
    return register(name, meter);
  }

  @Override
  public MetricGroup addGroup(String name) {
    return new RecordingMetricGroup(prefix + name + ".", metrics);
  }

  @Override
  public MetricGroup addGroup(String key, String value) {
    return new RecordingMetricGroup(prefix + key + "=" + value + ".", metrics);
  }

  @Override
  public String[] getScopeComponents() {
    return new String[] {prefix};
  }

  @Override
  public Map<String, String> getAllVariables() {
    return Map.of();
  }

  @Override
  public String getMetricIdentifier(String name) {
    return prefix + name;
  }

  @Override
  public String getMetricIdentifier(String name, CharacterFilter filter) {
    return filter.filterCharacters(prefix + name);
  }

  private <M extends Metric> M register(String name, M metric) {
    if (metrics.put(prefix + name, metric) != null) {
      throw new IllegalStateException("registered twice: " + prefix + name);
    }
    return metric;
  }
}

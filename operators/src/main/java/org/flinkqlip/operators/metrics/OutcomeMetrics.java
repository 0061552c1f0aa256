// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.metrics;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What became of the records, and what computes. */
public final class OutcomeMetrics {
  private final MetricGroup operatorGroup;
  private final Counter results;
  private final Counter tokens;
  private final Counter tombstones;
  private final Counter deadLettered;
  private final Map<String, Counter> deadLetters = new TreeMap<>();

  /**
   * Registers them, the counters of all categories included, so that the first dead letter of a
   * category shows as an increase.
   *
   * @param operatorGroup the operator's own group
   * @param sent what counts the records that became results
   * @param categories of dead letters
   */
  public OutcomeMetrics(
      MetricGroup operatorGroup, OperatorMetric sent, Iterable<String> categories) {
    this.operatorGroup = operatorGroup;
    results = counter(sent);
    tokens = counter(OperatorMetric.TOKENS_PRODUCED);
    tombstones = counter(OperatorMetric.TOMBSTONES);
    deadLettered = counter(OperatorMetric.RECORDS_DEAD_LETTERED);
    for (String category : categories) {
      deadLetters.put(category, counter(OperatorMetric.DEAD_LETTERS, category));
    }
  }

  /** Tells what computes. */
  public void registerEncoder(String provider, String modelId) {
    Gauge<Integer> one = () -> 1;
    OperatorMetric.ENCODER_INFO
        .groupIn(operatorGroup, provider, modelId)
        .gauge(OperatorMetric.ENCODER_INFO.metricName(), one);
  }

  /** Tells what the model's start took. */
  public void registerStart(Duration load, Duration warmUp) {
    millis(OperatorMetric.MODEL_LOAD_TIME, load);
    millis(OperatorMetric.MODEL_WARM_UP_TIME, warmUp);
  }

  private void millis(OperatorMetric metric, Duration duration) {
    Gauge<Long> value = duration::toMillis;
    metric.groupIn(operatorGroup).gauge(metric.metricName(), value);
  }

  /**
   * The results of a record were sent out.
   *
   * @param codes among them
   */
  public void sent(int codes) {
    results.inc();
    tokens.inc(codes);
  }

  /** A tombstone was passed on. */
  public void tombstone() {
    tombstones.inc();
  }

  /**
   * A record was sent to the dead letters.
   *
   * @return how many of its category there have been, this one included
   */
  public long deadLettered(String category) {
    deadLettered.inc();
    Counter counter = requireNonNull(deadLetters.get(category), category);
    counter.inc();
    return counter.getCount();
  }

  /** Records that became results, dead letters or tombstones. */
  public long accounted() {
    return results.getCount() + deadLettered.getCount() + tombstones.getCount();
  }

  private Counter counter(OperatorMetric metric, String... labels) {
    return metric.groupIn(operatorGroup, labels).counter(metric.metricName());
  }
}

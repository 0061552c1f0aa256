// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.metrics;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What the search for a record that makes the job fail is doing. */
public final class QuarantineMetrics {
  private final MetricGroup group;
  private final Counter ranAlone;

  /**
   * Registers them.
   *
   * @param operatorGroup the operator's own group
   */
  public QuarantineMetrics(MetricGroup operatorGroup) {
    group = operatorGroup.addGroup(OperatorMetric.GROUP);
    ranAlone = group.counter(OperatorMetric.RECORDS_RUN_ALONE.metricName());
  }

  /** Registers whether records are taken in under watch. */
  public void register(Gauge<Integer> watching) {
    group.gauge(OperatorMetric.UNDER_WATCH.metricName(), watching);
  }

  /** A suspect was run alone. */
  public void ranAlone() {
    ranAlone.inc();
  }
}

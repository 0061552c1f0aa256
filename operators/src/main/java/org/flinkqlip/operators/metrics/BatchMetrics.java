// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.metrics;

import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.flinkqlip.operators.batching.BatchObserver;
import org.flinkqlip.operators.batching.MicroBatchEngine;

/** The engine's metrics. */
public final class BatchMetrics implements BatchObserver {
  /** Values that a histogram looks back on. */
  private static final int WINDOW = 1024;

  private final MetricGroup group;
  private final Histogram batchSize;
  private final Histogram fillTime;
  private final Histogram queueWait;
  private final Histogram runTime;
  private final Histogram prepareTime;
  private final Counter received;
  private final Counter split;
  private volatile long unaccounted;

  /**
   * Registers them.
   *
   * @param operatorGroup the operator's own group
   */
  public BatchMetrics(MetricGroup operatorGroup) {
    group = operatorGroup.addGroup(OperatorMetric.GROUP);
    batchSize = histogram(OperatorMetric.BATCH_SIZE);
    fillTime = histogram(OperatorMetric.BATCH_FILL_TIME);
    queueWait = histogram(OperatorMetric.BATCH_QUEUE_WAIT);
    runTime = histogram(OperatorMetric.BATCH_RUN_TIME);
    prepareTime = histogram(OperatorMetric.PREPARE_TIME);
    received = group.counter(OperatorMetric.RECORDS_RECEIVED.metricName());
    split = group.counter(OperatorMetric.BATCHES_SPLIT.metricName());
    Gauge<Long> atLastBarrier = () -> unaccounted;
    group.gauge(OperatorMetric.RECORDS_UNACCOUNTED.metricName(), atLastBarrier);
  }

  /** Registers what is read from the engine. */
  public void registerGauges(MicroBatchEngine<?, ?, ?, ?> engine) {
    Gauge<Integer> inFlight = engine::inFlight;
    Gauge<Integer> openRecords = engine::openRecords;
    group.gauge(OperatorMetric.BATCHES_IN_FLIGHT.metricName(), inFlight);
    group.gauge(OperatorMetric.OPEN_BATCH_SIZE.metricName(), openRecords);
  }

  /** One more record came in. */
  public void recordReceived() {
    received.inc();
  }

  /**
   * Everything that came in has gone out.
   *
   * @param accounted records that became results, dead letters or tombstones, from the start
   */
  public void barrier(long accounted) {
    unaccounted = received.getCount() - accounted;
  }

  @Override
  public void recordPrepared(long nanos) {
    prepareTime.update(TimeUnit.NANOSECONDS.toMicros(nanos));
  }

  @Override
  public void batchDone(BatchReport report) {
    fillTime.update(TimeUnit.NANOSECONDS.toMicros(report.fillNanos()));
    if (report.runRecords() > 0) {
      batchSize.update(report.runRecords());
      queueWait.update(TimeUnit.NANOSECONDS.toMicros(report.waitNanos()));
      runTime.update(TimeUnit.NANOSECONDS.toMicros(report.runNanos()));
    }
    if (report.runCalls() > 1) {
      split.inc();
    }
  }

  private Histogram histogram(OperatorMetric metric) {
    return group.histogram(metric.metricName(), new DescriptiveStatisticsHistogram(WINDOW));
  }
}

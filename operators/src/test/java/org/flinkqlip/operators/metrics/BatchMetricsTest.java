// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.flinkqlip.operators.batching.BatchObserver.BatchReport;
import org.junit.jupiter.api.Test;

class BatchMetricsTest {
  private final RecordingMetricGroup group = new RecordingMetricGroup();
  private final BatchMetrics metrics = new BatchMetrics(group);

  @Test
  void timesAreInMicroseconds() {
    metrics.recordPrepared(3_000_000);
    metrics.batchDone(new BatchReport(8, 7, 1, 1_000_000, 2_000_000, 5_000_000));

    assertThat(max("prepareTimeMicros")).isEqualTo(3_000);
    assertThat(max("batchFillTimeMicros")).isEqualTo(1_000);
    assertThat(max("batchQueueWaitMicros")).isEqualTo(2_000);
    assertThat(max("batchRunTimeMicros")).isEqualTo(5_000);
    assertThat(max("batchSize")).isEqualTo(7);
    assertThat(group.count("tokenizer.batchesSplit")).isZero();
  }

  @Test
  void batchThatWasNotRunHasNoRunTime() {
    metrics.batchDone(new BatchReport(2, 0, 0, 1_000_000, 0, 0));

    assertThat(count("batchFillTimeMicros")).isEqualTo(1);
    assertThat(count("batchRunTimeMicros")).isZero();
    assertThat(count("batchSize")).isZero();
  }

  @Test
  void splitBatchIsCounted() {
    metrics.batchDone(new BatchReport(4, 4, 5, 1, 1, 1));

    assertThat(group.count("tokenizer.batchesSplit")).isEqualTo(1);
  }

  @Test
  void recordsThatDidNotGoOutBeforeABarrierAreUnaccounted() {
    metrics.recordReceived();
    metrics.recordReceived();
    assertThat(unaccounted()).isZero();

    metrics.barrier(2);
    assertThat(unaccounted()).isZero();
    metrics.barrier(1);
    assertThat(unaccounted()).isEqualTo(1);
    metrics.barrier(3);
    assertThat(unaccounted()).isEqualTo(-1);
  }

  private long unaccounted() {
    return (Long) ((Gauge<?>) group.metrics().get("tokenizer.recordsUnaccounted")).getValue();
  }

  private long max(String name) {
    return histogram(name).getStatistics().getMax();
  }

  private long count(String name) {
    return histogram(name).getCount();
  }

  private Histogram histogram(String name) {
    return (Histogram) group.metrics().get("tokenizer." + name);
  }
}

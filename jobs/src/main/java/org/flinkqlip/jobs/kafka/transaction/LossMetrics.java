// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka.transaction;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts transactions that Kafka refused to commit and that were not committed before. */
final class LossMetrics {
  private final Counter lost;
  private final Counter unresolved;

  LossMetrics(MetricGroup group) {
    this.lost = group.counter("transactionsLost");
    this.unresolved = group.counter("transactionsUnresolved");
  }

  void refused(TransactionFate fate) {
    (fate == TransactionFate.LOST ? lost : unresolved).inc();
  }
}

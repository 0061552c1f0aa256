// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka.transaction;

import static java.util.Objects.requireNonNull;

import org.flinkqlip.operators.record.InputPosition;

/**
 * Inputs of one partition.
 *
 * @param topic their topic
 * @param partition partition of the topic
 * @param first offset of the first
 * @param last offset of the last, itself included
 */
record InputRange(String topic, int partition, long first, long last) {

  InputRange {
    requireNonNull(topic, "topic is null");
  }

  /** Of one input. */
  static InputRange of(InputPosition input) {
    return new InputRange(input.topic(), input.partition(), input.offset(), input.offset());
  }

  /** From the smallest offset of both to the greatest. */
  InputRange spanning(InputRange other) {
    return new InputRange(
        topic, partition, Math.min(first, other.first), Math.max(last, other.last));
  }

  @Override
  public String toString() {
    return "%s-%d@%d..%d".formatted(topic, partition, first, last);
  }
}

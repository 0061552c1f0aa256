// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka.transaction;

import static java.util.Objects.requireNonNull;

/**
 * One record of a transaction, by which anyone can see later whether the transaction was committed.
 *
 * @param topic where the record was written
 * @param partition partition of the topic
 * @param offset the record's offset
 * @param timestamp the record's timestamp in milliseconds, by which it is told from the record of a
 *     topic that was made anew
 */
record Witness(String topic, int partition, long offset, long timestamp) {

  Witness {
    requireNonNull(topic, "topic is null");
  }

  @Override
  public String toString() {
    return "%s-%d@%d".formatted(topic, partition, offset);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * A topic of inputs as it is now.
 *
 * @param name of the topic
 * @param id which Kafka gives to a topic when it is made, and to no other
 * @param partitions what each partition holds
 */
record TopicNow(String name, Uuid id, Map<Integer, Offsets> partitions) {

  TopicNow {
    requireNonNull(name, "name is null");
    requireNonNull(id, "id is null");
    partitions = Map.copyOf(partitions);
  }

  /**
   * Offsets of a partition.
   *
   * @param beginning first offset that it holds
   * @param end the offset after its last
   */
  record Offsets(long beginning, long end) {}
}

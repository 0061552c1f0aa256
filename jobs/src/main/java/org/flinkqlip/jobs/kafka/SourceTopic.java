// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * The topic of inputs, as brokers tell of it.
 *
 * @param brokers how to reach them
 * @param name of the topic
 * @param groupId consumer group of the job
 */
record SourceTopic(BrokerAccess brokers, String name, String groupId) implements Serializable {

  SourceTopic {
    requireNonNull(brokers, "brokers is null");
    requireNonNull(name, "name is null");
    requireNonNull(groupId, "groupId is null");
  }

  /**
   * The topic as it is now.
   *
   * @throws BrokersException if it does not exist, or brokers do not answer
   */
  TopicNow now() {
    try (AdminBrokerView view = brokers.connect()) {
      return view.now(name);
    }
  }

  /** The topic's id, which is another once the topic was made anew. */
  Uuid id() {
    try (AdminBrokerView view = brokers.connect()) {
      return view.id(name);
    }
  }

  /** Offsets that the group has committed, by partition. */
  Map<Integer, Long> committed() {
    try (AdminBrokerView view = brokers.connect()) {
      return view.committed(groupId, name);
    }
  }
}

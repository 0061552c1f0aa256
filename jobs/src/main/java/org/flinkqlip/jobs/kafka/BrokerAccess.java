// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How to reach the brokers, for tasks that ask them something.
 *
 * @param bootstrapServers brokers to start from
 * @param properties Kafka's own properties, such as for security
 * @param timeout of each question
 */
record BrokerAccess(String bootstrapServers, HashMap<String, String> properties, Duration timeout)
    implements Serializable {

  BrokerAccess {
    requireNonNull(bootstrapServers, "bootstrapServers is null");
    requireNonNull(timeout, "timeout is null");
    properties = new HashMap<>(properties);
  }

  static BrokerAccess of(
      String bootstrapServers, Map<String, String> properties, Duration timeout) {
    return new BrokerAccess(bootstrapServers, new HashMap<>(properties), timeout);
  }

  /**
   * Connects.
   *
   * @throws BrokersException if the properties are not usable
   */
  AdminBrokerView connect() {
    return AdminBrokerView.connect(bootstrapServers, properties, timeout);
  }

  /** Without the properties, which may hold credentials. */
  @Override
  public String toString() {
    return "BrokerAccess[" + bootstrapServers + "]";
  }
}

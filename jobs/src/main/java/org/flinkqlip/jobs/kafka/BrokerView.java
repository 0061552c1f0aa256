// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;

/** What a job needs to know of the brokers before it starts. */
interface BrokerView extends AutoCloseable {

  /** Those of the topics that exist. */
  Map<String, TopicFacts> topics(Collection<String> names);

  /** The brokers' {@code transaction.max.timeout.ms}, or empty if we may not read it. */
  OptionalLong transactionMaxTimeoutMillis();

  @Override
  void close();
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthorizationException;

/** Asks the brokers; of a topic that may not be read, nothing but the present is sure. */
final class BrokerTimestampBounds implements TimestampBoundsReader {
  private static final long serialVersionUID = 1L;

  private final BrokerAccess brokers;

  BrokerTimestampBounds(BrokerAccess brokers) {
    this.brokers = requireNonNull(brokers, "brokers is null");
  }

  @Override
  public Map<String, TimestampBounds> read(List<String> topics) {
    Map<String, TopicFacts> facts = facts(topics);
    Map<String, TimestampBounds> bounds = new HashMap<>();
    for (String topic : topics) {
      bounds.put(
          topic,
          Optional.ofNullable(facts.get(topic))
              .flatMap(TopicFacts::settings)
              .map(TopicSettings::timestamps)
              .orElse(TimestampBounds.PRESENT));
    }
    return bounds;
  }

  private Map<String, TopicFacts> facts(List<String> topics) {
    try (BrokerView view = brokers.connect()) {
      return view.topics(topics);
    } catch (AuthorizationException e) {
      return Map.of();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Brokers that say what a test tells them to. */
final class FakeBrokers implements BrokerView {
  private final Map<String, TopicFacts> topics = new HashMap<>();
  private OptionalLong transactionMaxTimeoutMillis = OptionalLong.of(900_000);

  FakeBrokers topic(String name, int partitions, long maxMessageBytes) {
    return topic(name, partitions, Map.of("max.message.bytes", Long.toString(maxMessageBytes)));
  }

  /** A compacted topic but for these settings. */
  FakeBrokers topic(String name, int partitions, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("cleanup.policy", "compact");
    all.put("retention.ms", "604800000");
    all.put("max.message.bytes", "1048588");
    all.put("message.timestamp.type", "CreateTime");
    all.put("message.timestamp.after.max.ms", "3600000");
    all.put("message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE));
    all.putAll(settings);
    topics.put(name, new TopicFacts(partitions, Optional.of(TopicSettings.of(all::get))));
    return this;
  }

  FakeBrokers secretiveTopic(String name, int partitions) {
    topics.put(name, new TopicFacts(partitions, Optional.empty()));
    return this;
  }

  FakeBrokers transactionMaxTimeoutMillis(OptionalLong millis) {
    transactionMaxTimeoutMillis = millis;
    return this;
  }

  @Override
  public Map<String, TopicFacts> topics(Collection<String> names) {
    Map<String, TopicFacts> known = new HashMap<>(topics);
    known.keySet().retainAll(names);
    return known;
  }

  @Override
  public OptionalLong transactionMaxTimeoutMillis() {
    return transactionMaxTimeoutMillis;
  }

  @Override
  public void close() {}
}

package org.flinkqlip.jobs.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Brokers that say what a test tells them to. */
final class FakeBrokers implements BrokerView {
  private final Map<String, TopicFacts> topics = new HashMap<>();
  private OptionalLong transactionMaxTimeoutMillis = OptionalLong.of(900_000);

  FakeBrokers topic(String name, int partitions, long maxMessageBytes) {
    topics.put(name, new TopicFacts(partitions, OptionalLong.of(maxMessageBytes)));
    return this;
  }

  FakeBrokers secretiveTopic(String name, int partitions) {
    topics.put(name, new TopicFacts(partitions, OptionalLong.empty()));
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

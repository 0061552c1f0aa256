package org.flinkqlip.jobs.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.AuthorizationException;
import org.flinkqlip.jobs.options.KafkaOptions;

/** Asks the brokers; of a topic that may not be read, nothing but the present is sure. */
final class BrokerTimestampBounds implements TimestampBoundsReader {
  private static final long serialVersionUID = 1L;

  private final String bootstrapServers;
  private final HashMap<String, String> properties;
  private final Duration timeout;

  BrokerTimestampBounds(KafkaOptions kafka) {
    requireNonNull(kafka, "kafka is null");
    this.bootstrapServers = kafka.bootstrapServers();
    this.properties = new HashMap<>(kafka.sinkProperties());
    this.timeout = kafka.connectTimeout();
  }

  @Override
  public Map<String, TimestampBounds> read(List<String> topics) {
    Map<String, TopicFacts> facts = facts(topics);
    Map<String, TimestampBounds> bounds = new HashMap<>();
    for (String topic : topics) {
      TopicFacts found = facts.get(topic);
      bounds.put(
          topic,
          found == null
              ? TimestampBounds.PRESENT
              : found
                  .settings()
                  .map(TopicSettings::timestamps)
                  .orElse(TimestampBounds.PRESENT));
    }
    return bounds;
  }

  private Map<String, TopicFacts> facts(List<String> topics) {
    try (BrokerView view = AdminBrokerView.connect(bootstrapServers, properties, timeout)) {
      return view.topics(topics);
    } catch (AuthorizationException e) {
      return Map.of();
    }
  }
}

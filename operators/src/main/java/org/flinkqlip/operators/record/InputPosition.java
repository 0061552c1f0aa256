package org.flinkqlip.operators.record;

import static java.util.Objects.requireNonNull;

/**
 * Where an input lies in Kafka.
 *
 * @param topic its topic
 * @param partition partition of the topic
 * @param offset offset in the partition
 */
public record InputPosition(String topic, int partition, long offset) {

  public InputPosition {
    requireNonNull(topic, "topic is null");
  }

  /** As people write it: {@code topic-partition@offset}. */
  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}

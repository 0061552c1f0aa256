// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.record;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

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

  /** Of {@code topic-partition@offset}; nothing if the text is not of that form. */
  public static Optional<InputPosition> parse(String text) {
    int at = text.lastIndexOf('@');
    int dash = text.lastIndexOf('-', at);
    if (dash < 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new InputPosition(
              text.substring(0, dash),
              Integer.parseInt(text.substring(dash + 1, at)),
              Long.parseLong(text.substring(at + 1))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** As people write it: {@code topic-partition@offset}. */
  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}

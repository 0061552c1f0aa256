// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.record;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as it will be written, already serialized. The arrays are not copied: neither side
 * may change them.
 *
 * @param topic topic to write to
 * @param key the record's key, or null to let the producer choose a partition
 * @param value the record's value, or null for a tombstone
 * @param timestamp the record's timestamp in milliseconds since 1970-01-01T00:00:00Z
 * @param input what it was made from
 */
public record OutboundRecord(
    String topic,
    byte @Nullable [] key,
    byte @Nullable [] value,
    long timestamp,
    InputPosition input) {

  public OutboundRecord {
    requireNonNull(topic, "topic is null");
    requireNonNull(input, "input is null");
  }

  /** Whether the record asks to forget its key. */
  public boolean isTombstone() {
    return value == null;
  }

  /** Whether the same is written. */
  @Override
  public boolean equals(Object other) {
    return other instanceof OutboundRecord that
        && timestamp == that.timestamp
        && topic.equals(that.topic)
        && input.equals(that.input)
        && Arrays.equals(key, that.key)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, timestamp, input, Arrays.hashCode(key), Arrays.hashCode(value));
  }

  @Override
  public String toString() {
    return "OutboundRecord["
        + topic
        + ", key="
        + (key == null ? "null" : key.length + " bytes")
        + ", value="
        + (value == null ? "null" : value.length + " bytes")
        + ", timestamp="
        + timestamp
        + ", input="
        + input
        + "]";
  }
}

package org.flinkqlip.operators.record;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Objects;

/**
 * A Kafka record as it will be written, already serialized. The arrays are not copied: neither side
 * may change them.
 *
 * @param topic topic to write to
 * @param key the record's key, or null to let the producer choose a partition
 * @param value the record's value, or null for a tombstone
 * @param timestamp the record's timestamp in milliseconds since 1970-01-01T00:00:00Z
 * @param input coordinates of the input that it was made of, or null; not written
 */
public record OutboundRecord(String topic, byte[] key, byte[] value, long timestamp, String input) {

  public OutboundRecord {
    requireNonNull(topic, "topic is null");
  }

  /** Of no input. */
  public OutboundRecord(String topic, byte[] key, byte[] value, long timestamp) {
    this(topic, key, value, timestamp, null);
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
        && Arrays.equals(key, that.key)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, timestamp, Arrays.hashCode(key), Arrays.hashCode(value));
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
        + "]";
  }
}

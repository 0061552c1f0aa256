// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.record;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as it was read, not yet deserialized. The arrays are not copied: neither side may
 * change them.
 *
 * @param topic topic it came from
 * @param partition partition of the topic
 * @param offset offset in the partition
 * @param timestamp the record's timestamp in milliseconds since 1970-01-01T00:00:00Z
 * @param key the record's key, or null if it has none
 * @param value the record's value, or null for a tombstone
 */
public record SourceRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value) {

  public SourceRecord {
    requireNonNull(topic, "topic is null");
  }

  /** Whether the record asks to forget its key. */
  public boolean isTombstone() {
    return value == null;
  }

  /** Bytes of key and value. */
  public int size() {
    return (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
  }

  /** Where the record is. */
  public InputPosition position() {
    return new InputPosition(topic, partition, offset);
  }

  /** Where the record is, as people write it: {@code topic-partition@offset}. */
  public String coordinates() {
    return position().toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceRecord that
        && partition == that.partition
        && offset == that.offset
        && timestamp == that.timestamp
        && topic.equals(that.topic)
        && Arrays.equals(key, that.key)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        topic, partition, offset, timestamp, Arrays.hashCode(key), Arrays.hashCode(value));
  }

  @Override
  public String toString() {
    return "SourceRecord["
        + coordinates()
        + ", timestamp="
        + timestamp
        + ", key="
        + (key == null ? "null" : key.length + " bytes")
        + ", value="
        + (value == null ? "null" : value.length + " bytes")
        + "]";
  }
}

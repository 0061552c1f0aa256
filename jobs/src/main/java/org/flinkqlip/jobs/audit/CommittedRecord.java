// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A record as a read_committed consumer saw it.
 *
 * @param topic where it is
 * @param position where it is in that topic
 * @param key the record's key, if it has one
 * @param value the record's value, or empty for a tombstone
 * @param readNanos {@link System#nanoTime} when it was read
 */
public record CommittedRecord(
    String topic, Position position, Optional<String> key, Optional<byte[]> value, long readNanos) {

  /** Rejects nulls. */
  public CommittedRecord {
    requireNonNull(topic, "topic is null");
    requireNonNull(position, "position is null");
    requireNonNull(key, "key is null");
    requireNonNull(value, "value is null");
  }

  /** The record as messages name it. */
  public String name() {
    return topic + "-" + position;
  }
}

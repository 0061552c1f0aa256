// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

import org.flinkqlip.operators.record.InputPosition;
import org.flinkqlip.operators.record.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where a record came from, without its value.
 *
 * @param topic topic of the record
 * @param partition partition of the topic
 * @param offset offset in the partition
 * @param timestamp the record's timestamp in milliseconds
 * @param key the record's key, or null
 * @param recordSize bytes of its value
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Origin(
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte @Nullable [] key,
    int recordSize) {

  /** Where the record is. */
  public InputPosition position() {
    return new InputPosition(topic, partition, offset);
  }

  /** Of a record as it was read. */
  public static Origin of(SourceRecord source) {
    return new Origin(
        source.topic(),
        source.partition(),
        source.offset(),
        source.timestamp(),
        source.key(),
        source.value() == null ? 0 : source.value().length);
  }
}

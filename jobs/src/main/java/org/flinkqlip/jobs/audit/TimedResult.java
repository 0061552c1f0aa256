// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.flinkqlip.jobs.kafka.InputTimestamp;

/**
 * A result with the timestamp of its input, which its own record may have been unable to keep.
 *
 * @param record what the check needs
 * @param inputTimestamp in milliseconds since 1970, or empty if nothing tells it
 * @param provenanceTimestamp the same as provenance tells it, or empty if it does not
 */
record TimedResult(
    ResultRecord record, OptionalLong inputTimestamp, OptionalLong provenanceTimestamp) {

  TimedResult {
    requireNonNull(record, "record is null");
    requireNonNull(inputTimestamp, "inputTimestamp is null");
    requireNonNull(provenanceTimestamp, "provenanceTimestamp is null");
  }

  static TimedResult of(ConsumerRecord<byte[], byte[]> record, CommittedResult result) {
    OptionalLong provenance =
        result.value().map(TimedResult::provenance).orElseGet(OptionalLong::empty);
    OptionalLong told = provenance.isPresent() ? provenance : InputTimestamp.read(record.headers());
    boolean kept = record.timestampType() != TimestampType.LOG_APPEND_TIME;
    return new TimedResult(
        result.record(),
        told.isEmpty() && kept ? OptionalLong.of(record.timestamp()) : told,
        provenance);
  }

  private static OptionalLong provenance(SpecificRecord value) {
    Instant timestamp = ResultFields.provenance(value).getTimestamp();
    return timestamp == null ? OptionalLong.empty() : OptionalLong.of(timestamp.toEpochMilli());
  }

  /** The same with an equal record. */
  TimedResult with(ResultRecord equal) {
    return new TimedResult(equal, inputTimestamp, provenanceTimestamp);
  }

  /**
   * The input's timestamp.
   *
   * @throws ResultsUnreadableException if nothing tells it
   */
  long requireInputTimestamp() {
    return inputTimestamp.orElseThrow(
        () ->
            new ResultsUnreadableException(
                "the topic %s has message.timestamp.type=LogAppendTime, and the result was written by a version that does not keep its input's timestamp: audit without a time range"
                    .formatted(record.topic())));
  }
}

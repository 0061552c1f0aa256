package org.flinkqlip.jobs.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A committed record of a job that has one topic of results.
 *
 * @param deadLetter whether it is on the topic of dead letters
 * @param name the record as messages name it
 * @param key the record's key, if it has one
 * @param content what it says, empty for a tombstone
 */
public record SingleResult(
    boolean deadLetter, String name, Optional<String> key, Optional<ResultRecord.Content> content) {

  /** Rejects nulls. */
  public SingleResult {
    requireNonNull(name, "name is null");
    requireNonNull(key, "key is null");
    requireNonNull(content, "content is null");
  }

  /**
   * The check's view of a record.
   *
   * @param value what the record holds, empty for a tombstone
   */
  public static SingleResult of(
      CommittedRecord record, boolean deadLetter, Optional<SpecificRecord> value) {
    return new SingleResult(deadLetter, record.name(), record.key(), value.map(ResultContent::of));
  }
}

package org.flinkqlip.jobs.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A record that was sent to the topic of images.
 *
 * @param position where the broker put it
 * @param key the record's key, if it has one
 * @param expected what it must become
 */
public record InputRecord(Position position, Optional<String> key, Expectation expected) {

  /** Rejects nulls. */
  public InputRecord {
    requireNonNull(position, "position is null");
    requireNonNull(key, "key is null");
    requireNonNull(expected, "expected is null");
  }
}

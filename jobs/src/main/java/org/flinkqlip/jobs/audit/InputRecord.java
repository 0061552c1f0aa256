// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A record that was sent to a job's topic of inputs.
 *
 * @param position where the broker put it
 * @param key the record's key, if it has one
 * @param expected what it must become
 * @param content what it holds
 */
public record InputRecord(
    Position position, Optional<String> key, Expectation expected, InputContent content) {

  /** Rejects nulls. */
  public InputRecord {
    requireNonNull(position, "position is null");
    requireNonNull(key, "key is null");
    requireNonNull(expected, "expected is null");
    requireNonNull(content, "content is null");
  }

  /** A record of which nobody looks at what it holds. */
  public InputRecord(Position position, Optional<String> key, Expectation expected) {
    this(position, key, expected, InputContent.UNKNOWN);
  }

  /** The record as messages name it. */
  String name() {
    return "input %s (%s)".formatted(position, key.orElse("no key"));
  }
}

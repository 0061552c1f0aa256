// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

import static java.util.Objects.requireNonNull;

/** A record that could not be prepared, with what was known of it by then. */
public final class PreparationFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient RecordFacts facts;
  private final Exception failure;

  /** A record and why it failed. */
  public PreparationFailedException(RecordFacts facts, Exception failure) {
    super(failure.getMessage(), failure);
    this.facts = requireNonNull(facts, "facts is null");
    this.failure = failure;
  }

  /** What was known of the record. */
  public RecordFacts facts() {
    return facts;
  }

  /** Why it failed. */
  public Exception failure() {
    return failure;
  }
}

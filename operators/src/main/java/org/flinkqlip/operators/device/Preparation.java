// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import static java.util.Objects.requireNonNull;

import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.record.SourceRecord;

/**
 * A record while it is being prepared. It keeps what is known by then, so that a dead letter tells
 * as much as possible wherever preparation fails.
 */
public final class Preparation {
  private final SourceRecord source;
  private RecordFacts facts;

  Preparation(SourceRecord source) {
    this.source = source;
    this.facts = RecordFacts.of(source);
  }

  /** The record as it was read. */
  public SourceRecord source() {
    return source;
  }

  /** What is known so far. */
  public RecordFacts facts() {
    return facts;
  }

  /** More is known. */
  public void learn(RecordFacts more) {
    facts = requireNonNull(more, "facts are null");
  }
}

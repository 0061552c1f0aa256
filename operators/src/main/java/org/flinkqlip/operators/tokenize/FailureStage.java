package org.flinkqlip.operators.tokenize;

import java.util.Locale;

/** The step of a record's way that failed. */
public enum FailureStage {
  /** Payload to event, and the event's own rules. */
  DESERIALIZE,
  /** Uri to image bytes. */
  FETCH,
  /** Image bytes to pixels. */
  DECODE,
  /** Pixels to codes and embedding. */
  ENCODE,
  /** Result to payload. */
  SERIALIZE;

  /** As written in a dead letter. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

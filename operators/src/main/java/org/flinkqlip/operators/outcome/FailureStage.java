// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

import java.util.Locale;

/** The step of a record's way that failed. */
public enum FailureStage {
  /** Payload to record, and the record's own rules. */
  DESERIALIZE,
  /** Uri to image bytes. */
  FETCH,
  /** Image bytes to pixels. */
  DECODE,
  /** Pixels to codes and embedding. */
  ENCODE,
  /** Text to embedding. */
  EMBED,
  /** Codes to picture. */
  RECONSTRUCT,
  /** Result to payload. */
  SERIALIZE,
  /** Any step, where no closer one is known. */
  PREPARE;

  /** As written in a dead letter. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

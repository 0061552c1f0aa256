package org.flinkqlip.lab.evaluation;

import static java.util.Objects.requireNonNull;

/**
 * What the encoder made of an image.
 *
 * @param codes [N], row-major
 * @param embedding [D], unit length
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of values, never compared
public record Encoding(int[] codes, float[] embedding) {
  /** Rejects nulls. */
  public Encoding {
    requireNonNull(codes, "codes is null");
    requireNonNull(embedding, "embedding is null");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.flinkqlip.model.runtime.health.LatentFacts;

/**
 * What the encoder made of an image.
 *
 * @param codes [N], row-major
 * @param embedding [D], unit length
 * @param latentFacts what the encoder says beside them, if it says anything
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of values, never compared
public record Encoding(int[] codes, float[] embedding, Optional<LatentFacts> latentFacts) {
  /** Rejects nulls. */
  public Encoding {
    requireNonNull(codes, "codes is null");
    requireNonNull(embedding, "embedding is null");
    requireNonNull(latentFacts, "latentFacts is null");
  }
}

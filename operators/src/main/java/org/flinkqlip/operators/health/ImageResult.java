// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.health;

import java.util.Optional;
import org.flinkqlip.model.runtime.health.LatentFacts;

/** What the model made of one image, as far as its health shows in it. */
public interface ImageResult {

  /** Codes [N], row-major. */
  int[] codes();

  /** Embedding [D], unit length. */
  float[] embedding();

  /** What the encoder says beside them, if it says anything. */
  Optional<LatentFacts> latentFacts();
}

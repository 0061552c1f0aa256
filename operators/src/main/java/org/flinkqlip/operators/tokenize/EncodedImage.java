// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import java.util.Optional;
import org.flinkqlip.model.runtime.health.LatentFacts;
import org.flinkqlip.operators.embed.EmbeddedText;
import org.flinkqlip.operators.health.ImageResult;

/**
 * What the model makes of one image.
 *
 * @param codes int32 [N], row-major
 * @param embedding float32 [D], unit length
 * @param latentFacts what the encoder says beside its results, if it says anything
 * @param features float32 [N, C], if a topic needs them
 * @param caption the embedded caption, if there is one and a topic needs it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EncodedImage(
    int[] codes,
    float[] embedding,
    Optional<LatentFacts> latentFacts,
    Optional<float[]> features,
    Optional<EmbeddedText> caption)
    implements ImageResult {

  EncodedImage(int[] codes, float[] embedding) {
    this(codes, embedding, Optional.empty());
  }

  EncodedImage(int[] codes, float[] embedding, Optional<LatentFacts> latentFacts) {
    this(codes, embedding, latentFacts, Optional.empty(), Optional.empty());
  }

  EncodedImage withFeatures(float[] values) {
    return new EncodedImage(codes, embedding, latentFacts, Optional.of(values), caption);
  }

  EncodedImage withCaption(EmbeddedText embedded) {
    return new EncodedImage(codes, embedding, latentFacts, features, Optional.of(embedded));
  }
}

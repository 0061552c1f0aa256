package org.flinkqlip.operators.tokenize;

import java.util.Optional;
import org.flinkqlip.operators.embed.EmbeddedText;

/**
 * What the model makes of one image.
 *
 * @param codes int32 [N], row-major
 * @param embedding float32 [D], unit length
 * @param features float32 [N, C], if a topic needs them
 * @param caption the embedded caption, if there is one and a topic needs it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EncodedImage(
    int[] codes, float[] embedding, Optional<float[]> features, Optional<EmbeddedText> caption) {

  EncodedImage(int[] codes, float[] embedding) {
    this(codes, embedding, Optional.empty(), Optional.empty());
  }

  EncodedImage withFeatures(float[] values) {
    return new EncodedImage(codes, embedding, Optional.of(values), caption);
  }

  EncodedImage withCaption(EmbeddedText embedded) {
    return new EncodedImage(codes, embedding, features, Optional.of(embedded));
  }
}

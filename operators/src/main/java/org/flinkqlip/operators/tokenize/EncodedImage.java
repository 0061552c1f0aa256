package org.flinkqlip.operators.tokenize;

import org.flinkqlip.operators.embed.EmbeddedText;

/**
 * What the model makes of one image.
 *
 * @param codes int32 [N], row-major
 * @param embedding float32 [D], unit length
 * @param features float32 [N, C], or null if nobody wants them
 * @param caption the embedded caption, or null if there is none or nobody wants it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EncodedImage(int[] codes, float[] embedding, float[] features, EmbeddedText caption) {

  EncodedImage withCaption(EmbeddedText embedded) {
    return new EncodedImage(codes, embedding, features, embedded);
  }
}

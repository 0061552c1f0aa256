// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Optional;
import org.flinkqlip.model.runtime.health.LatentFacts;

/**
 * Results of one call. It views the session's buffers: copy what is needed before the next call.
 *
 * @param size images B
 * @param codes int32 [B, N]
 * @param embeddings float32 [B, D]
 * @param features float32 [B, N, C], if the bundle's encoder gives them
 * @param health of the model, if the bundle's encoder gives it
 */
public record EncodedBatch(
    int size,
    IntBuffer codes,
    FloatBuffer embeddings,
    Optional<FloatBuffer> features,
    Optional<Health> health) {

  /**
   * What the results alone do not show.
   *
   * @param embeddingLengths float32 [B, 1], of the embeddings before they were normalised
   * @param unstableBits float32 [B, 1], share of the bits that another precision may flip
   */
  public record Health(FloatBuffer embeddingLengths, FloatBuffer unstableBits) {}

  /** A copy of the codes of image {@code index}, row-major. */
  public int[] codesOf(int index) {
    int tokens = codes.capacity() / size;
    int[] copy = new int[tokens];
    codes.get(check(index) * tokens, copy);
    return copy;
  }

  /** A copy of the unit-length embedding of image {@code index}. */
  public float[] embeddingOf(int index) {
    return row(embeddings, index);
  }

  /** A copy of the patch features of image {@code index}, [N, C], if there are any. */
  public Optional<float[]> featuresOf(int index) {
    return features.map(all -> row(all, index));
  }

  /** What the model says of its own health on image {@code index}, if it says anything. */
  public Optional<LatentFacts> latentFactsOf(int index) {
    return health.map(
        all ->
            new LatentFacts(
                all.embeddingLengths().get(check(index)), all.unstableBits().get(index)));
  }

  private float[] row(FloatBuffer all, int index) {
    int length = all.capacity() / size;
    float[] copy = new float[length];
    all.get(check(index) * length, copy);
    return copy;
  }

  private int check(int index) {
    return java.util.Objects.checkIndex(index, size);
  }
}

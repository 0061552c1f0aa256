package org.flinkqlip.model.runtime.onnx;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Optional;

/**
 * Results of one call. It views the session's buffers: copy what is needed before the next call.
 *
 * @param size images B
 * @param codes int32 [B, N]
 * @param embeddings float32 [B, D]
 * @param features float32 [B, N, C], if the bundle's encoder gives them
 */
public record EncodedBatch(
    int size, IntBuffer codes, FloatBuffer embeddings, Optional<FloatBuffer> features) {

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

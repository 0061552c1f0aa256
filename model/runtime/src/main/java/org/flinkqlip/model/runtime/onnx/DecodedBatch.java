// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * Results of one call. It views the session's buffers: copy what is needed before the next call.
 *
 * @param size images B
 * @param pixels uint8 [B, S, S, 3], RGB
 * @param reconstructions float32 [B, 3, S, S] in normalised pixel space, unclamped, if the bundle's
 *     decoder gives them
 */
public record DecodedBatch(int size, ByteBuffer pixels, Optional<FloatBuffer> reconstructions) {

  /** A copy of the pixels of image {@code index}: rows, columns, RGB. */
  public byte[] pixelsOf(int index) {
    byte[] copy = new byte[pixels.capacity() / size];
    pixels.get(Objects.checkIndex(index, size) * copy.length, copy);
    return copy;
  }

  /** A copy of the raw reconstruction of image {@code index}: channels, rows, columns. */
  public Optional<float[]> reconstructionOf(int index) {
    return reconstructions.map(
        all -> {
          float[] copy = new float[all.capacity() / size];
          all.get(Objects.checkIndex(index, size) * copy.length, copy);
          return copy;
        });
  }
}

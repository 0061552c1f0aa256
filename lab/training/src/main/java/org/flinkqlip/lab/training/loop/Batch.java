// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The samples of one step, on the host. Pixels are shared with the maker's buffer: a batch is valid
 * until the next is taken.
 */
final class Batch {
  private final long step;
  private final int size;
  private final int imageSize;
  private final ByteBuffer pixels;
  private final int[][] tokens;

  /**
   * Creates a batch.
   *
   * @param step that it belongs to
   * @param size number of samples B
   * @param imageSize edge S of the images
   * @param pixels normalised float32 [B, 3, S, S], direct and in native order
   * @param tokens ids of each caption, start and end included; empty where captions are not wanted
   */
  Batch(long step, int size, int imageSize, ByteBuffer pixels, int[][] tokens) {
    this.step = step;
    this.size = size;
    this.imageSize = imageSize;
    this.pixels = pixels;
    this.tokens = tokens;
  }

  long step() {
    return step;
  }

  /** Number of samples. */
  int size() {
    return size;
  }

  /** Pixels of all samples. */
  ByteBuffer pixels() {
    return pixels;
  }

  /**
   * Texts of a part of the batch: ids int64 [count, L], and the positions of their ends [count].
   */
  record Texts(NDArray ids, NDArray ends) {}

  /** Pixels float32 [count, 3, S, S] of the samples from {@code start} on. */
  NDArray pixels(NDManager manager, int start, int count) {
    int imageBytes = 3 * imageSize * imageSize * Float.BYTES;
    ByteBuffer part =
        pixels.slice(start * imageBytes, count * imageBytes).order(ByteOrder.nativeOrder());
    return manager.create(part, new Shape(count, 3, imageSize, imageSize), DataType.FLOAT32);
  }

  /** Texts of the samples from {@code start} on, trimmed to the longest of them. */
  Texts texts(NDManager manager, int start, int count) {
    int length = 0;
    for (int i = start; i < start + count; i++) {
      length = Math.max(length, tokens[i].length);
    }
    long[] ids = new long[Math.multiplyExact(count, length)];
    long[] ends = new long[count];
    for (int i = 0; i < count; i++) {
      int[] text = tokens[start + i];
      for (int j = 0; j < length; j++) {
        // What follows the end is seen by nothing.
        ids[i * length + j] = text[Math.min(j, text.length - 1)];
      }
      ends[i] = text.length - 1L;
    }
    return new Texts(
        manager.create(ids, new Shape(count, length)), manager.create(ends, new Shape(count)));
  }
}

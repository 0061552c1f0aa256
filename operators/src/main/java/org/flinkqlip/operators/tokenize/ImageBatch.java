// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pixels of a batch and, where captions are embedded, its captions, by slot. */
final class ImageBatch {
  private final ByteBuffer pixels;
  private final int imageBytes;
  private final String[] captions;
  private final int[][] ids;

  /**
   * A batch.
   *
   * @param imageBytes of one image's pixels: S x S x 3
   */
  ImageBatch(int capacity, int imageBytes) {
    this.pixels = ByteBuffer.allocateDirect(Math.multiplyExact(capacity, imageBytes));
    this.imageBytes = imageBytes;
    this.captions = new String[capacity];
    this.ids = new int[capacity][];
  }

  /** Direct, uint8 [capacity, S, S, 3]. */
  ByteBuffer pixels() {
    return pixels;
  }

  /** The pixels of {@code count} slots from {@code first} on. */
  ByteBuffer pixels(int first, int count) {
    return pixels.slice(first * imageBytes, count * imageBytes);
  }

  /** Where the pixels of a slot begin. */
  int offset(int slot) {
    return slot * imageBytes;
  }

  /**
   * Sets the caption of a slot, which may hold one of an earlier batch.
   *
   * @param caption null for none
   * @param tokens its ids, null for none
   */
  void caption(int slot, @Nullable String caption, int @Nullable [] tokens) {
    captions[slot] = caption;
    ids[slot] = tokens;
  }

  /** The caption of a slot, or null. */
  @Nullable String caption(int slot) {
    return captions[slot];
  }

  /** Those of {@code count} slots from {@code first} on that have a caption. */
  List<Integer> captioned(int first, int count) {
    List<Integer> slots = new ArrayList<>();
    for (int slot = first; slot < first + count; slot++) {
      if (captions[slot] != null) {
        slots.add(slot);
      }
    }
    return slots;
  }

  /** Token ids of the captions of these slots. */
  int[][] ids(List<Integer> slots) {
    return slots.stream().map(slot -> ids[slot]).toArray(int[][]::new);
  }

  void move(int from, int to) {
    pixels.put(to * imageBytes, pixels, from * imageBytes, imageBytes);
    caption(to, captions[from], ids[from]);
  }
}

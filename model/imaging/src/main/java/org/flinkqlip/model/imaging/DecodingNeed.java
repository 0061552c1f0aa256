// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

/**
 * Memory that decoding one image takes at most, beside its encoded bytes: rows, planes, copies that
 * a decoder makes, the turned image and the resize. Known from the header alone.
 *
 * @param heapBytes of Java's heap
 * @param nativeBytes of libraries outside of the heap
 */
public record DecodingNeed(long heapBytes, long nativeBytes) {
  /** Tables, windows and buffers of fixed size. */
  private static final long FIXED_BYTES = 1 << 20;

  /** The largest strip or tile, or all planes of one, that a TIFF file may have. */
  private static final long MAX_BLOCK_BYTES = 1 << 28;

  public DecodingNeed {
    if (heapBytes < 0 || nativeBytes < 0) {
      throw new IllegalArgumentException(
          "a need of %d and %d bytes".formatted(heapBytes, nativeBytes));
    }
  }

  /** RGB of an image, three bytes a pixel, and more on the heap. */
  public static DecodingNeed ofRgb(int width, int height, long moreHeapBytes) {
    return new DecodingNeed(3L * width * height + moreHeapBytes + FIXED_BYTES, 0);
  }

  /** With more on the heap. */
  public DecodingNeed withHeap(long more) {
    return new DecodingNeed(heapBytes + more, nativeBytes);
  }

  /** With more outside of the heap. */
  public DecodingNeed withNative(long more) {
    return new DecodingNeed(heapBytes, nativeBytes + more);
  }

  /** Both together. */
  public long totalBytes() {
    return heapBytes + nativeBytes;
  }

  /** What the largest image within the limits needs in any format, were it of the simplest kind. */
  public static DecodingNeed leastOfLargest(PreprocessOptions options) {
    return new DecodingNeed(3 * options.limits().mostPixels() + FIXED_BYTES, 0);
  }

  /** What no image within the limits exceeds, whatever its format. */
  public static DecodingNeed mostOfLargest(PreprocessOptions options) {
    long pixels = options.limits().mostPixels();
    long rgb = 3 * pixels;
    // The dearest: a TIFF file of deep samples in one block, with tiles beyond its edges, turned
    // upright, its compressed block copied.
    long block = Math.min(4 * 12 * pixels, MAX_BLOCK_BYTES);
    long copies = 2 * options.limits().maxBytes();
    long rows = 256L * Math.max(options.limits().maxWidth(), options.limits().maxHeight());
    return new DecodingNeed(
        2 * rgb + block + copies + rows + 16 * FIXED_BYTES,
        8 * pixels + rows + copies + 16 * FIXED_BYTES);
  }
}

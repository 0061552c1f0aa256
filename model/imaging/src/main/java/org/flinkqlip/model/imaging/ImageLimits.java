// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import java.io.Serializable;

/**
 * Bounds that are checked from the header, before any pixel is allocated.
 *
 * @param maxBytes encoded size in bytes
 * @param maxWidth width in pixels
 * @param maxHeight height in pixels
 * @param maxPixels width x height
 * @param maxAspect longer edge / shorter edge
 */
public record ImageLimits(
    long maxBytes, int maxWidth, int maxHeight, long maxPixels, double maxAspect)
    implements Serializable {

  /** Room for every camera's pictures, while one decoded image stays under 200 MiB. */
  public static final ImageLimits DEFAULT =
      new ImageLimits(32L << 20, 32_768, 32_768, 64L << 20, 256.0);

  /** What fits one Java array at eight bytes a pixel, which decoders of deep pixels need. */
  private static final long ADDRESSABLE_PIXELS = Integer.MAX_VALUE / 8 - 8;

  public ImageLimits {
    if (maxBytes < 1 || maxWidth < 1 || maxHeight < 1 || maxPixels < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
    if (!(maxAspect >= 1.0)) {
      throw new IllegalArgumentException("maxAspect must be at least 1: " + maxAspect);
    }
  }

  /** Pixels that an image within the limits has at most. */
  public long mostPixels() {
    return Math.min(Math.min(maxPixels, ADDRESSABLE_PIXELS), (long) maxWidth * maxHeight);
  }

  void checkBytes(long bytes) throws ImageRejectedException {
    check(bytes, maxBytes, "bytes");
  }

  void checkSize(int width, int height) throws ImageRejectedException {
    check(width, maxWidth, "pixels wide");
    check(height, maxHeight, "pixels high");
    check((long) width * height, Math.min(maxPixels, ADDRESSABLE_PIXELS), "pixels");
    double aspect = (double) Math.max(width, height) / Math.min(width, height);
    if (aspect > maxAspect) {
      throw new ImageRejectedException(
          ImageFault.TOO_LARGE,
          "the aspect of %d x %d is %.1f, the limit %.1f"
              .formatted(width, height, aspect, maxAspect));
    }
  }

  private static void check(long value, long limit, String unit) throws ImageRejectedException {
    if (value > limit) {
      throw new ImageRejectedException(
          ImageFault.TOO_LARGE,
          "the image has %d %s, the limit is %d".formatted(value, unit, limit));
    }
  }
}

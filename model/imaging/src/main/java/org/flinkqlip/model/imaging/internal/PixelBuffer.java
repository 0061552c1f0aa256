// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal;

import java.lang.ref.SoftReference;
import java.util.Arrays;

/**
 * Room for the decoded pixels of one image at a time, so that a thread that decodes many images
 * allocates none of it again. An image from here is valid until the next one is asked for.
 */
public final class PixelBuffer {
  /** What is kept from image to image; the memory of larger ones is allocated for them alone. */
  private static final int MAX_KEPT_BYTES = 16 << 20;

  /** Soft: where memory is short, an image that is too large to be kept may need all of it. */
  private SoftReference<byte[]> kept = new SoftReference<>(null);

  /** An image of undefined pixels. */
  public RgbImage image(int width, int height) {
    int bytes = Math.multiplyExact(3, width * height);
    if (bytes > MAX_KEPT_BYTES) {
      return RgbImage.black(width, height);
    }
    byte[] rgb = kept.get();
    if (rgb == null || rgb.length < bytes) {
      rgb = new byte[bytes];
      kept = new SoftReference<>(rgb);
    }
    return new RgbImage(width, height, rgb);
  }

  /** A black image. */
  public RgbImage black(int width, int height) {
    RgbImage image = image(width, height);
    Arrays.fill(image.rgb(), 0, 3 * width * height, (byte) 0);
    return image;
  }
}

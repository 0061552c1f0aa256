package org.flinkqlip.model.imaging.internal;

import java.util.Arrays;

/**
 * Room for the decoded pixels of one image at a time, so that a thread that decodes many images
 * allocates none of it again. An image from here is valid until the next one is asked for.
 */
public final class PixelBuffer {
  /** What is kept from image to image; the memory of larger ones is allocated for them alone. */
  private static final int MAX_KEPT_BYTES = 16 << 20;

  private byte[] kept = new byte[0];

  /** An image of undefined pixels. */
  public RgbImage image(int width, int height) {
    int bytes = Math.multiplyExact(3, width * height);
    if (bytes > MAX_KEPT_BYTES) {
      return RgbImage.black(width, height);
    }
    if (kept.length < bytes) {
      kept = new byte[bytes];
    }
    return new RgbImage(width, height, kept);
  }

  /** A black image. */
  public RgbImage black(int width, int height) {
    RgbImage image = image(width, height);
    Arrays.fill(image.rgb(), 0, 3 * width * height, (byte) 0);
    return image;
  }
}

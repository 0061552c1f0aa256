package org.flinkqlip.model.imaging;

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
    long maxBytes, int maxWidth, int maxHeight, long maxPixels, double maxAspect) {

  /** Room for every camera's pictures, while one decoded image stays under 200 MB. */
  public static final ImageLimits DEFAULT =
      new ImageLimits(32L << 20, 32_768, 32_768, 64L << 20, 256.0);

  public ImageLimits {
    if (maxBytes < 1 || maxWidth < 1 || maxHeight < 1 || maxPixels < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
    if (!(maxAspect >= 1.0)) {
      throw new IllegalArgumentException("maxAspect must be at least 1: " + maxAspect);
    }
  }
}

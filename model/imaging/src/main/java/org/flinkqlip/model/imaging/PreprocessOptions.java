// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static java.util.Objects.requireNonNull;

/**
 * How encoded images become model input.
 *
 * @param size edge S of the square output, in pixels
 * @param limits what is refused unseen
 * @param applyExifOrientation rotate and mirror as the EXIF orientation says; the reference
 *     implementation ignores it
 */
public record PreprocessOptions(int size, ImageLimits limits, boolean applyExifOrientation) {

  public PreprocessOptions {
    if (size < 1) {
      throw new IllegalArgumentException("size must be positive: " + size);
    }
    requireNonNull(limits, "limits is null");
  }

  /** The reference's behaviour for a model with images of {@code size} pixels. */
  public static PreprocessOptions forSize(int size) {
    return new PreprocessOptions(size, ImageLimits.DEFAULT, false);
  }
}

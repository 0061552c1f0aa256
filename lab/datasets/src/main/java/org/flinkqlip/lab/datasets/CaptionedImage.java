// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets;

import static java.util.Objects.requireNonNull;

/**
 * A picture and what is said of it.
 *
 * @param id name within its data set
 * @param size edge S of the picture, in pixels
 * @param pixels RGB, uint8, row-major [S, S, 3]; the caller may keep and change them
 * @param caption text that describes the picture
 * @param label index into the data set's class names, or {@link #NO_LABEL}
 */
public record CaptionedImage(String id, int size, byte[] pixels, String caption, int label) {
  /** The label of a picture of unknown class. */
  public static final int NO_LABEL = -1;

  public CaptionedImage {
    requireNonNull(id, "id is null");
    requireNonNull(pixels, "pixels are null");
    requireNonNull(caption, "caption is null");
    if (size < 1) {
      throw new IllegalArgumentException("size must be positive: " + size);
    }
    if (pixels.length != Math.multiplyExact(Math.multiplyExact(size, size), 3)) {
      throw new IllegalArgumentException(
          "%d bytes are no RGB picture of %d x %d (%s)".formatted(pixels.length, size, size, id));
    }
    if (label < NO_LABEL) {
      throw new IllegalArgumentException("label must be -1 or a class: " + label);
    }
  }
}

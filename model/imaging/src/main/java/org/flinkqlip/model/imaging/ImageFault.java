// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

/**
 * Why an image could not become pixels. The content is at fault in each case: a retry cannot help.
 */
public enum ImageFault {
  /** No bytes at all. */
  EMPTY,
  /** The leading bytes belong to no image format that is known. */
  UNKNOWN_FORMAT,
  /** An image format, or a variant of one, that is not supported. */
  UNSUPPORTED,
  /**
   * More bytes, pixels, width, height or aspect than {@link ImageLimits} allows, or more memory to
   * decode it than there is.
   */
  TOO_LARGE,
  /** The data ends before the image does. */
  TRUNCATED,
  /** The data contradicts its format. */
  CORRUPT
}

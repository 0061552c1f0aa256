// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal;

import org.flinkqlip.model.imaging.DecodingNeed;
import org.flinkqlip.model.imaging.ImageRejectedException;

/**
 * An image whose header has been read and whose pixels have not: its size is known before anything
 * of that size is allocated.
 */
public interface ImageFile {

  /** Columns as stored, at least 1. */
  int width();

  /** Rows as stored, at least 1. */
  int height();

  /** The EXIF orientation, {@link Orientation#UPRIGHT} if there is none. */
  Orientation exifOrientation();

  /** Memory that {@link #decode} takes at most. */
  DecodingNeed need();

  /**
   * Decodes all pixels as stored, EXIF orientation not applied.
   *
   * @param buffer where the result may live
   * @throws ImageRejectedException if the data is no complete image
   */
  RgbImage decode(PixelBuffer buffer) throws ImageRejectedException;
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.health;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;

/**
 * How the health of the model is watched.
 *
 * @param enabled whether it is
 * @param window how far back figures look
 * @param minImages images in the window below which there are no figures, since few images differ
 *     by chance from the many of a baseline
 * @param perBit whether each bit has metrics of its own
 * @param psnrEvery one in so many images is reconstructed, which takes the decoder's memory; 0 for
 *     none
 */
public record HealthOptions(
    boolean enabled, Duration window, int minImages, boolean perBit, int psnrEvery)
    implements Serializable {

  /** A shorter window would be empty between batches. */
  public static final Duration LEAST_WINDOW = Duration.ofSeconds(1);

  /** Everything that results show by themselves, over half a minute. */
  public static final HealthOptions DEFAULT =
      new HealthOptions(true, Duration.ofSeconds(30), 128, false, 0);

  public HealthOptions {
    requireNonNull(window, "window is null");
    if (window.compareTo(LEAST_WINDOW) < 0) {
      throw new IllegalArgumentException(
          "a window of %d ms: must be at least %d ms"
              .formatted(window.toMillis(), LEAST_WINDOW.toMillis()));
    }
    if (minImages < 1 || psnrEvery < 0) {
      throw new IllegalArgumentException(
          "at least %d images in the window, one in %d reconstructed"
              .formatted(minImages, psnrEvery));
    }
  }

  /** Whether images are reconstructed, so that a decoder is needed. */
  public boolean needsDecoder() {
    return enabled && psnrEvery > 0;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.imaging;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * How much the suite does.
 *
 * @param sizes of the pictures
 * @param edge S of the result, in pixels
 * @param warmUp of each file, so that everything is compiled
 * @param rounds turns of this project and Pillow
 * @param repetitions of each file in a turn
 */
record ImagingPlan(
    List<PictureSize> sizes, int edge, Duration warmUp, int rounds, int repetitions) {

  /** For figures: about two minutes. */
  static final ImagingPlan FULL =
      new ImagingPlan(
          List.of(new PictureSize(500, 375, 73 << 10), new PictureSize(1280, 960, 340 << 10)),
          256,
          Duration.ofSeconds(3),
          7,
          40);

  /** Shows that everything works; its figures mean nothing. */
  static final ImagingPlan QUICK =
      new ImagingPlan(List.of(new PictureSize(500, 375, 73 << 10)), 256, Duration.ZERO, 1, 2);

  ImagingPlan {
    sizes = List.copyOf(sizes);
    requireNonNull(warmUp, "warmUp is null");
    if (sizes.isEmpty() || edge < 1 || rounds < 1 || repetitions < 1) {
      throw new IllegalArgumentException(
          "a picture, an edge, a round and a repetition are needed: %s, %d, %d, %d"
              .formatted(sizes, edge, rounds, repetitions));
    }
  }
}

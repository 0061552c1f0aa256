// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import static java.util.Objects.requireNonNull;

/**
 * How often the images of a class were told right, and what they were mostly taken for.
 *
 * @param name of the class
 * @param images of it
 * @param correct of these, how many were told right
 * @param mistakenFor the class that most of the others were taken for
 * @param mistaken how many were
 */
public record ClassAccuracy(
    String name, int images, int correct, String mistakenFor, int mistaken) {
  /** Rejects figures that cannot be. */
  public ClassAccuracy {
    requireNonNull(name, "name is null");
    requireNonNull(mistakenFor, "mistakenFor is null");
    if (correct < 0 || mistaken < 1 || correct + mistaken > images) {
      throw new IllegalArgumentException(
          "%d right and %d wrong of %d images".formatted(correct, mistaken, images));
    }
  }

  /** Share of its images that were told right. */
  public double accuracy() {
    return (double) correct / images;
  }
}

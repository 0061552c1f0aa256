// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Zero-shot classification of labelled images.
 *
 * @param images that were classified
 * @param classes to choose from
 * @param correct images that were told right
 * @param worst the classes with the least accuracy, the worst first; those without a mistake are
 *     left out
 */
public record ZeroShotAccuracy(int images, int classes, int correct, List<ClassAccuracy> worst) {
  /** Rejects figures that cannot be. */
  public ZeroShotAccuracy {
    Shares.checkCount("images", images);
    Shares.checkCount("classes", classes);
    if (correct < 0 || correct > images) {
      throw new IllegalArgumentException("%d right of %d images".formatted(correct, images));
    }
    worst = List.copyOf(worst);
  }

  /** Share of the images that were told right. */
  @JsonProperty
  public double accuracy() {
    return (double) correct / images;
  }
}

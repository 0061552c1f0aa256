// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a linear probe told right.
 *
 * @param classes that the images it was fitted to are of
 * @param trainedOn images that it was fitted to
 * @param tested images whose class it told
 * @param correct of these, how many right
 */
public record ProbeAccuracy(int classes, int trainedOn, int tested, int correct) {
  /** Rejects figures that cannot be. */
  public ProbeAccuracy {
    Shares.checkCount("classes", classes);
    Shares.checkCount("trainedOn", trainedOn);
    Shares.checkCount("tested", tested);
    if (correct < 0 || correct > tested) {
      throw new IllegalArgumentException("%d right of %d images".formatted(correct, tested));
    }
  }

  /** Share of the tested images that were told right. */
  @JsonProperty
  public double accuracy() {
    return (double) correct / tested;
  }
}

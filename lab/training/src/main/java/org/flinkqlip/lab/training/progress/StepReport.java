// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.progress;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The steps since the report before.
 *
 * @param stage 1 or 2
 * @param step steps of the stage that were taken
 * @param steps of the whole stage
 * @param losses means by name
 * @param gradientNorm mean norm before clipping
 * @param rate factor on the peak learning rates in the last step
 * @param imagesPerSecond images trained on
 * @param secondsLeft of the stage, at this speed
 */
public record StepReport(
    int stage,
    long step,
    long steps,
    Map<String, Double> losses,
    double gradientNorm,
    double rate,
    double imagesPerSecond,
    double secondsLeft) {

  public StepReport {
    losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
  }
}

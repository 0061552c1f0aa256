// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import org.flinkqlip.lab.training.progress.StepReport;

/** Means since the last report, and the speed of the steps without what happens between them. */
final class StepMeter {
  private static final double SMOOTHING = 0.7;

  private final StagePlan plan;
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private double normSum;
  private double rate;
  private long steps;
  private long images;
  private double seconds;
  private double secondsPerStep;
  private long mark = System.nanoTime();

  StepMeter(StagePlan plan) {
    this.plan = plan;
  }

  /** Takes note of a step that ends now. */
  void add(LossTotals losses, double norm, double stepRate, int batchSize) {
    long now = System.nanoTime();
    seconds += (now - mark) / 1e9;
    mark = now;
    losses.values().forEach((name, value) -> sums.merge(name, value, Double::sum));
    normSum += norm;
    rate = stepRate;
    images += batchSize;
    steps++;
  }

  /** Does not count the time since the last step. */
  void resume() {
    mark = System.nanoTime();
  }

  /** The report, with which the means begin anew. */
  StepReport report(long taken) {
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((name, sum) -> means.put(name, sum / steps));
    double lately = seconds / steps;
    secondsPerStep =
        secondsPerStep == 0 ? lately : SMOOTHING * secondsPerStep + (1 - SMOOTHING) * lately;
    StepReport report =
        new StepReport(
            plan.stage(),
            taken,
            plan.steps(),
            means,
            normSum / steps,
            rate,
            images / seconds,
            secondsPerStep * (plan.steps() - taken));
    sums.clear();
    normSum = 0;
    steps = 0;
    images = 0;
    seconds = 0;
    return report;
  }
}

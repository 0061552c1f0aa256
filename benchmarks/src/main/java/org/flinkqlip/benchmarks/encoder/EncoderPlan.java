// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.encoder;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.flinkqlip.benchmarks.models.MeasuredModel;

/**
 * How much the suite does.
 *
 * @param large the model of the goals
 * @param small the trained model that agreement is measured with
 * @param batch images of a call
 * @param rounds turns of the graphs
 * @param span of one timing
 * @param batches images of a call along the curve, growing
 * @param curveRounds turns of the curve's points
 * @param scenes drawn for the comparison of results
 */
record EncoderPlan(
    MeasuredModel large,
    MeasuredModel small,
    int batch,
    int rounds,
    Duration span,
    List<Integer> batches,
    int curveRounds,
    int scenes) {
  private static final int BATCH = 8;

  /** For figures: about six minutes on two cores, a minute and a half of it to export. */
  static final EncoderPlan FULL =
      new EncoderPlan(
          MeasuredModel.LARGE,
          MeasuredModel.DEFAULT,
          BATCH,
          7,
          Duration.ofMillis(1500),
          List.of(1, 2, 4, 8, 16, 32),
          3,
          512);

  /** Shows that everything works; its figures mean nothing. */
  static final EncoderPlan QUICK =
      new EncoderPlan(
          MeasuredModel.TINY, MeasuredModel.DEFAULT, BATCH, 1, Duration.ZERO, List.of(1, 2), 1, 8);

  EncoderPlan {
    requireNonNull(large, "large is null");
    requireNonNull(small, "small is null");
    requireNonNull(span, "span is null");
    batches = List.copyOf(batches);
    if (batch < 1 || rounds < 1 || curveRounds < 1 || scenes < batch || batches.isEmpty()) {
      throw new IllegalArgumentException(
          "images, rounds and a batch of scenes are needed: %d, %d, %d, %d, %s"
              .formatted(batch, rounds, curveRounds, scenes, batches));
    }
  }
}

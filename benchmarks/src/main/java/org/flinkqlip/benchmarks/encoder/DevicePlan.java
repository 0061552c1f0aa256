// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.encoder;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.flinkqlip.benchmarks.models.MeasuredModel;
import org.flinkqlip.model.runtime.bundle.Precision;
import org.flinkqlip.model.runtime.onnx.Provider;

/**
 * How much is done with a device.
 *
 * @param large the model whose speed is measured
 * @param small the trained model that agreement is measured with
 * @param precision of the graphs on the device
 * @param batches images of a call, growing
 * @param rounds turns of each batch size
 * @param span of one timing
 * @param scenes drawn for the comparison of results
 * @param enduring whether the large model endures the batches, rather than the small one
 * @param enduredBatch images of a call there
 * @param enduredBatches calls
 */
record DevicePlan(
    MeasuredModel large,
    MeasuredModel small,
    Precision precision,
    List<Integer> batches,
    int rounds,
    Duration span,
    int scenes,
    boolean enduring,
    int enduredBatch,
    int enduredBatches) {

  DevicePlan {
    requireNonNull(large, "large is null");
    requireNonNull(small, "small is null");
    requireNonNull(precision, "precision is null");
    requireNonNull(span, "span is null");
    batches = List.copyOf(batches);
    if (batches.isEmpty() || enduredBatches < 10) {
      throw new IllegalArgumentException(
          "a batch size and ten calls to endure are needed: %s, %d"
              .formatted(batches, enduredBatches));
    }
  }

  /** For figures: some three minutes on a GPU, five on two cores. */
  static DevicePlan full(Provider provider) {
    EncoderPlan like = EncoderPlan.FULL;
    return provider == Provider.CUDA
        ? new DevicePlan(
            like.large(),
            like.small(),
            Precision.FLOAT16,
            List.of(1, 2, 4, 8, 16, 32, 64, 128, 256),
            5,
            Duration.ofMillis(500),
            like.scenes(),
            true,
            64,
            10_000)
        : new DevicePlan(
            like.large(),
            like.small(),
            Precision.FLOAT32,
            List.of(1, 2, 4, 8, 16, 32),
            3,
            Duration.ofMillis(500),
            like.scenes(),
            false,
            8,
            10_000);
  }

  /** Shows that everything works; its figures mean nothing. */
  static DevicePlan quick(Provider provider) {
    EncoderPlan like = EncoderPlan.QUICK;
    return new DevicePlan(
        like.large(),
        like.small(),
        full(provider).precision(),
        like.batches(),
        1,
        Duration.ZERO,
        like.scenes(),
        false,
        2,
        20);
  }
}

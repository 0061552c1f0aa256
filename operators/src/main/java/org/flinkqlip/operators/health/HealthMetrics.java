// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.health;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.flinkqlip.model.runtime.health.HealthBaseline;
import org.flinkqlip.model.runtime.health.HealthFigures;
import org.flinkqlip.operators.metrics.OperatorMetric;

/**
 * The metrics of a monitor. What the bundle or the options give no source for is not registered;
 * the rest is NaN while the window has too few images.
 */
public final class HealthMetrics {
  private final HealthMonitor monitor;
  private final int minImages;
  private final MetricGroup operatorGroup;
  private final String modelId;

  private HealthMetrics(
      HealthMonitor monitor, int minImages, MetricGroup operatorGroup, String modelId) {
    this.monitor = monitor;
    this.minImages = minImages;
    this.operatorGroup = operatorGroup;
    this.modelId = modelId;
  }

  /**
   * Registers them.
   *
   * @param model what is watched
   * @param operatorGroup the operator's own group
   */
  public static void register(
      HealthMonitor monitor, HealthOptions options, WatchedModel model, MetricGroup operatorGroup) {
    HealthMetrics metrics =
        new HealthMetrics(monitor, options.minImages(), operatorGroup, model.id());
    metrics.registerResults();
    if (model.givesLatentFacts()) {
      metrics.registerLatents();
    }
    model
        .baseline()
        .ifPresent(baseline -> metrics.registerDrift(baseline, model.givesLatentFacts()));
    if (options.needsDecoder()) {
      // Few images of a window are reconstructed: one gives a value.
      metrics.registerGauge(
          OperatorMetric.HEALTH_RECONSTRUCTION_PSNR, () -> monitor.figures().psnr());
    }
    if (options.perBit()) {
      metrics.registerBits(model.bits());
    }
  }

  /**
   * What is watched.
   *
   * @param id of the model
   * @param bits of a code
   * @param givesLatentFacts whether the encoder tells more than its results
   * @param baseline what the model gave for images that it is made for, if that is known
   */
  public record WatchedModel(
      String id, int bits, boolean givesLatentFacts, Optional<HealthBaseline> baseline) {}

  private void registerResults() {
    Gauge<Long> images = () -> monitor.figures().images();
    group(OperatorMetric.HEALTH_IMAGES).gauge(OperatorMetric.HEALTH_IMAGES.metricName(), images);
    figure(OperatorMetric.HEALTH_BIT_ONES_MIN, HealthFigures::leastOnes);
    figure(OperatorMetric.HEALTH_BIT_ONES_MEAN, HealthFigures::meanOnes);
    figure(OperatorMetric.HEALTH_BIT_ONES_MAX, HealthFigures::greatestOnes);
    figure(OperatorMetric.HEALTH_BIT_ENTROPY_MIN, HealthFigures::leastEntropy);
    figure(OperatorMetric.HEALTH_BIT_ENTROPY_MEAN, HealthFigures::meanEntropy);
    figure(OperatorMetric.HEALTH_DISTINCT_CODES, HealthFigures::distinctCodes);
    figure(OperatorMetric.HEALTH_DISTINCT_CODE_SHARE, HealthFigures::distinctShare);
    figure(OperatorMetric.HEALTH_EMBEDDING_SPREAD, HealthFigures::embeddingSpread);
  }

  private void registerLatents() {
    figure(OperatorMetric.HEALTH_UNSTABLE_BITS, HealthFigures::unstableBits);
    figure(OperatorMetric.HEALTH_EMBEDDING_NORM, HealthFigures::embeddingLength);
  }

  private void registerDrift(HealthBaseline baseline, boolean withLengths) {
    figure(OperatorMetric.HEALTH_EMBEDDING_DRIFT, baseline::embeddingDrift);
    figure(OperatorMetric.HEALTH_BIT_DRIFT, baseline::bitDrift);
    if (withLengths && baseline.embeddingLengthOrNull() != null) {
      figure(OperatorMetric.HEALTH_EMBEDDING_NORM_DRIFT, baseline::embeddingLengthDrift);
    }
  }

  private void registerBits(int bits) {
    for (int bit = 0; bit < bits; bit++) {
      int dimension = bit;
      String label = String.valueOf(bit);
      figure(OperatorMetric.HEALTH_BIT_ONES, figures -> figures.ones()[dimension], label);
      figure(OperatorMetric.HEALTH_BIT_ENTROPY, figures -> figures.entropy(dimension), label);
    }
  }

  private void figure(
      OperatorMetric metric, ToDoubleFunction<HealthFigures> value, String... moreLabels) {
    registerGauge(
        metric,
        () -> {
          HealthFigures figures = monitor.figures();
          return figures.images() < minImages ? Double.NaN : value.applyAsDouble(figures);
        },
        moreLabels);
  }

  private void registerGauge(OperatorMetric metric, Gauge<Double> gauge, String... moreLabels) {
    group(metric, moreLabels).gauge(metric.metricName(), gauge);
  }

  private MetricGroup group(OperatorMetric metric, String... moreLabels) {
    String[] labels = new String[1 + moreLabels.length];
    labels[0] = modelId;
    System.arraycopy(moreLabels, 0, labels, 1, moreLabels.length);
    return metric.groupIn(operatorGroup, labels);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.operators.metrics.OperatorMetric;
import org.flinkqlip.operators.metrics.OutcomeMetrics;
import org.flinkqlip.operators.metrics.QuarantineMetrics;
import org.flinkqlip.operators.microbatch.MicroBatchFunction;
import org.flinkqlip.operators.microbatch.MicroBatchSession;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.outcome.DeadLetters;
import org.flinkqlip.operators.outcome.FailureStage;
import org.flinkqlip.operators.outcome.OutcomeRouter;
import org.flinkqlip.operators.outcome.OutputTopic;
import org.flinkqlip.operators.outcome.ResultFormat;
import org.flinkqlip.operators.quarantine.Quarantine;
import org.flinkqlip.schemas.wire.WireFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model between Kafka records, in the form that travels to the task managers. A job says which
 * graph it runs, how a record is prepared for it, and how its results are written.
 *
 * @param <D> the graph on a device
 * @param <B> buffer of one batch
 * @param <R> what the model makes of one record
 */
public abstract class ModelFunction<D extends ModelDevice, B, R>
    implements MicroBatchFunction<B, R> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ModelFunction.class);

  private final OperatorOptions options;

  /** A function. */
  protected ModelFunction(OperatorOptions options) {
    this.options = requireNonNull(options, "options is null");
  }

  @Override
  public final MicroBatchSession<B, R> open(RuntimeContext context, boolean restored)
      throws Exception {
    Resources resources = new Resources();
    boolean opened = false;
    try {
      SharedDevice<D> shared = pool().acquire(options, context, restored, resources);
      D device = shared.device();
      describe(shared);
      WireFormat wireFormat = resources.add(options.wireFormat().open());
      String modelId = device.bundle().modelId();
      OutcomeMetrics metrics =
          new OutcomeMetrics(
              context.getMetricGroup(), results(), DeadLetterCategory.namesIn(stages()));
      metrics.registerEncoder(device.provider().name(), modelId);
      metrics.registerStart(shared.load(), shared.warmUp());
      ResultFormat<R> format =
          ResultFormat.open(topics(), modelId, device.bundle().manifest(), wireFormat);
      ModelStage<B, R> stage = stage(device, wireFormat, context.getMetricGroup(), resources);
      OutcomeRouter<R> router =
          new OutcomeRouter<>(
              format,
              runFailure(),
              new DeadLetters(options.deadLetterTopic(), modelId, wireFormat),
              options.maxRecordBytes(),
              metrics);
      Quarantine guard =
          Quarantine.open(
              options.quarantine(),
              context.getJobInfo(),
              context.getTaskInfo(),
              new QuarantineMetrics(context.getMetricGroup()));
      opened = true;
      return new MicroBatchSession<>(
          stage,
          shared.preparers(),
          shared.deviceThread(),
          guard,
          router::route,
          metrics::accounted,
          resources);
    } finally {
      if (!opened) {
        resources.close();
      }
    }
  }

  /** The devices of this process; the same at each call. */
  protected abstract DevicePool<D> pool();

  /** What counts records that became results. */
  protected abstract OperatorMetric results();

  /** The steps at which a record can fail. */
  protected abstract Set<FailureStage> stages();

  /**
   * The work.
   *
   * @param metrics the operator's own group, for what this job alone measures
   * @param resources closes what else the stage needs
   */
  protected abstract ModelStage<B, R> stage(
      D device, WireFormat wireFormat, MetricGroup metrics, Resources resources) throws Exception;

  /** Where results go, in the order in which the records of one result are sent. */
  protected abstract List<? extends OutputTopic<R, ?>> topics();

  /** Category of a record on which the model fails, while it still takes a blank one. */
  protected abstract DeadLetterCategory runFailure();

  private void describe(SharedDevice<D> shared) {
    ModelBundle bundle = shared.device().bundle();
    LOG.info(
        "Model {}{} on {}: images of {} pixels, {} codes of {} bits, embedding of {};"
            + " loaded in {} ms, warmed up in {} ms with a batch of {}",
        bundle.modelId(),
        bundle.manifest().trained() ? "" : " (UNTRAINED: its results mean nothing)",
        shared.device().provider(),
        bundle.manifest().imageSize(),
        bundle.manifest().tokens(),
        bundle.manifest().bits(),
        bundle.manifest().embeddingSize(),
        shared.load().toMillis(),
        shared.warmUp().toMillis(),
        options.batching().maxRecords());
  }
}

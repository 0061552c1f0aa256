package org.flinkqlip.operators.microbatch;

import java.time.Duration;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.flinkqlip.operators.batching.BatchLimits;
import org.flinkqlip.operators.batching.BatchStage;
import org.flinkqlip.operators.batching.MicroBatchEngine;
import org.flinkqlip.operators.batching.Outcome;
import org.flinkqlip.operators.metrics.BatchMetrics;

/**
 * The micro-batch engine in a Flink task. It has no state: everything under way is finished and
 * emitted before each checkpoint barrier and at the end of the input, so exactly-once needs no
 * image in a checkpoint, and rescaling and upgrades are free.
 *
 * <p>Watermarks, idleness, record attributes and latency markers keep their place between the
 * records.
 */
final class MicroBatchOperator<I, P, B, R, O> extends AbstractStreamOperator<O>
    implements OneInputStreamOperator<I, O>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  /** How long closing waits for calls that run, before the session is closed all the same. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private static final long NO_TIMESTAMP = Long.MIN_VALUE;

  private final MicroBatchFunction<I, P, B, R, O> function;
  private final BatchLimits limits;
  private final transient MailboxExecutor mailbox;

  private transient boolean restored;
  private transient TypeSerializer<I> copier;
  private transient TimestampedCollector<O> collector;
  private transient MicroBatchSession<I, P, B, R, O> session;
  private transient BatchMetrics batchMetrics;
  private transient RecordGuard<I> guard;
  private transient MicroBatchEngine<I, P, B, R> engine;
  private transient Intake<I, P, B, R> intake;

  MicroBatchOperator(
      StreamOperatorParameters<O> parameters,
      MicroBatchFunction<I, P, B, R, O> function,
      BatchLimits limits) {
    super(parameters);
    this.function = function;
    this.limits = limits;
    this.mailbox = parameters.getMailboxExecutor();
  }

  /** Flink says it to every operator of a task that is restored, to those without state too. */
  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    restored = context.isRestored();
  }

  @Override
  public void open() throws Exception {
    super.open();
    if (getExecutionConfig().isObjectReuseEnabled() && !function.inputIsImmutable()) {
      copier = config.getTypeSerializerIn(0, getUserCodeClassloader());
    }
    collector = new TimestampedCollector<>(output);
    session = function.open(getRuntimeContext(), restored);
    batchMetrics = new BatchMetrics(getMetricGroup());
    guard = session.guard();
    BatchStage<I, P, B, R> stage = new GuardedStage<>(session.stage(), guard);
    engine =
        new MicroBatchEngine<>(
            stage,
            limits,
            session.preparers(),
            session.device(),
            new FlinkHost(mailbox, getProcessingTimeService(), guard::accuse),
            this::emit,
            batchMetrics);
    batchMetrics.registerGauges(engine);
    intake = new Intake<>(engine, stage, session.device(), limits.stallTimeout(), guard);
    intake.start();
  }

  @Override
  public void processElement(StreamRecord<I> element) throws Exception {
    batchMetrics.recordReceived();
    I value = copier == null ? element.getValue() : copier.copy(element.getValue());
    intake.add(value, element.hasTimestamp() ? element.getTimestamp() : NO_TIMESTAMP);
  }

  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    engine.addControl(() -> super.processWatermark(watermark));
  }

  @Override
  public void processWatermark(WatermarkEvent watermark) throws Exception {
    engine.addControl(() -> super.processWatermark(watermark));
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    engine.addControl(() -> super.processWatermarkStatus(status));
  }

  @Override
  public void processRecordAttributes(RecordAttributes attributes) throws Exception {
    engine.addControl(() -> super.processRecordAttributes(attributes));
  }

  @Override
  public void processLatencyMarker(LatencyMarker marker) throws Exception {
    engine.addControl(() -> super.processLatencyMarker(marker));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    engine.drain();
    guard.drained(checkpointId);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    guard.completed(checkpointId);
  }

  @Override
  public void endInput() throws Exception {
    engine.drain();
  }

  @Override
  public void close() throws Exception {
    try {
      if (engine != null && !engine.close(CLOSE_LIMIT)) {
        LOG.warn(
            "{}: a call has not ended after {}; what it uses stays open until it does",
            getOperatorName(),
            CLOSE_LIMIT);
      }
    } finally {
      try {
        if (guard != null) {
          guard.close();
        }
      } finally {
        closeSession();
        super.close();
      }
    }
  }

  /** Throws nothing: Flink ends the task manager when a task that failed does not close. */
  private void closeSession() {
    if (session == null) {
      return;
    }
    try {
      session.close();
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      LOG.error("{}: what it used is not closed", getOperatorName(), e);
    }
  }

  private void emit(Outcome<I, P, R> outcome, long timestamp) throws Exception {
    if (timestamp == NO_TIMESTAMP) {
      collector.eraseTimestamp();
    } else {
      collector.setAbsoluteTimestamp(timestamp);
    }
    session.route(outcome, collector);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.microbatch;

import java.time.Duration;
import org.apache.flink.api.common.operators.MailboxExecutor;
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
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;

/**
 * The micro-batch engine in a Flink task. It has no state: everything under way is finished and
 * emitted before each checkpoint barrier and at the end of the input, so exactly-once needs no
 * image in a checkpoint, and rescaling and upgrades are free. Inputs are kept and never copied,
 * whether Flink reuses objects or not: nothing of a {@link SourceRecord} changes.
 *
 * <p>Watermarks, idleness, record attributes and latency markers keep their place between the
 * records.
 */
final class MicroBatchOperator<B, R> extends AbstractStreamOperator<OutboundRecord>
    implements OneInputStreamOperator<SourceRecord, OutboundRecord>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  /** How long closing waits for calls that run, before the session is closed all the same. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private static final long NO_TIMESTAMP = Long.MIN_VALUE;

  private final MicroBatchFunction<B, R> function;
  private final BatchLimits limits;
  private final transient MailboxExecutor mailbox;

  private transient boolean restored;
  private transient TimestampedCollector<OutboundRecord> collector;
  private transient MicroBatchSession<B, R> session;
  private transient BatchMetrics batchMetrics;
  private transient RecordGuard guard;
  private transient MicroBatchEngine<SourceRecord, RecordFacts, B, R> engine;
  private transient Intake intake;

  MicroBatchOperator(
      StreamOperatorParameters<OutboundRecord> parameters,
      MicroBatchFunction<B, R> function,
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
    collector = new TimestampedCollector<>(output);
    session = function.open(getRuntimeContext(), restored);
    batchMetrics = new BatchMetrics(getMetricGroup());
    guard = session.guard();
    BatchStage<SourceRecord, RecordFacts, B, R> stage = new GuardedStage<>(session.stage(), guard);
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
    intake = new Intake(engine, stage, session.device(), limits.stallTimeout(), guard);
    intake.start();
  }

  @Override
  public void processElement(StreamRecord<SourceRecord> element) throws Exception {
    batchMetrics.recordReceived();
    intake.add(element.getValue(), element.hasTimestamp() ? element.getTimestamp() : NO_TIMESTAMP);
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
    batchMetrics.barrier(session.accounted().getAsLong());
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
      session.resources().close();
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      LOG.error("{}: what it used is not closed", getOperatorName(), e);
    }
  }

  private void emit(Outcome<SourceRecord, RecordFacts, R> outcome, long timestamp)
      throws Exception {
    if (timestamp == NO_TIMESTAMP) {
      collector.eraseTimestamp();
    } else {
      collector.setAbsoluteTimestamp(timestamp);
    }
    session.router().route(outcome, collector);
  }
}

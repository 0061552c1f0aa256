// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.flinkqlip.operators.batching.BatchLimits;
import org.flinkqlip.operators.batching.BatchStage;
import org.flinkqlip.operators.microbatch.MicroBatchFunction;
import org.flinkqlip.operators.microbatch.MicroBatchOperatorFactory;
import org.flinkqlip.operators.microbatch.MicroBatchSession;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;

/** A job's own function, whose preparation springs a trap that a record's key names. */
final class TrapFunction<B, R> implements MicroBatchFunction<B, R> {
  private static final long serialVersionUID = 1L;

  private final MicroBatchFunction<B, R> function;

  private TrapFunction(MicroBatchFunction<B, R> function) {
    this.function = function;
  }

  /** The operator of a function. */
  static <B, R> OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> operator(
      MicroBatchFunction<B, R> function, BatchLimits limits) {
    return new MicroBatchOperatorFactory<>(new TrapFunction<>(function), limits);
  }

  @Override
  public MicroBatchSession<B, R> open(RuntimeContext context, boolean restored) throws Exception {
    MicroBatchSession<B, R> session = function.open(context, restored);
    return new MicroBatchSession<>(
        new TrapStage<>(session.stage()),
        session.preparers(),
        session.device(),
        session.guard(),
        session.router(),
        session.accounted(),
        session.resources());
  }

  private record TrapStage<B, R>(BatchStage<SourceRecord, RecordFacts, B, R> stage)
      implements BatchStage<SourceRecord, RecordFacts, B, R> {
    @Override
    public B newBuffer(int capacity) {
      return stage.newBuffer(capacity);
    }

    @Override
    public boolean passes(SourceRecord record) {
      return stage.passes(record);
    }

    @Override
    public long sizeOf(SourceRecord record) {
      return stage.sizeOf(record);
    }

    @Override
    public RecordFacts prepare(SourceRecord record, B buffer, int slot) throws Exception {
      if (record.key() != null) {
        Trap.of(new String(record.key(), UTF_8)).ifPresent(Trap::spring);
      }
      return stage.prepare(record, buffer, slot);
    }

    @Override
    public void move(B buffer, int from, int to) {
      stage.move(buffer, from, to);
    }

    @Override
    public List<R> run(B buffer, int first, int count) throws Exception {
      return stage.run(buffer, first, count);
    }

    @Override
    public void probe() throws Exception {
      stage.probe();
    }

    @Override
    public void terminate() {
      stage.terminate();
    }
  }
}

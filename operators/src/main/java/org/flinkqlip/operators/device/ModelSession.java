package org.flinkqlip.operators.device;

import java.util.concurrent.Executor;
import org.apache.flink.util.Collector;
import org.flinkqlip.operators.batching.BatchStage;
import org.flinkqlip.operators.batching.Outcome;
import org.flinkqlip.operators.microbatch.MicroBatchSession;
import org.flinkqlip.operators.microbatch.RecordGuard;
import org.flinkqlip.operators.outcome.OutcomeRouter;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.operators.sharing.SharedDevice;

/** What one subtask holds. */
@SuppressWarnings("try") // an interrupt may end the wait for a close
final class ModelSession<B, R>
    implements MicroBatchSession<SourceRecord, RecordFacts, B, R, OutboundRecord> {
  private final SharedDevice<?> device;
  private final ModelStage<B, R> stage;
  private final OutcomeRouter<R> router;
  private final RecordGuard<SourceRecord> guard;
  private final Resources resources;

  /**
   * A session.
   *
   * @param resources what it owns, closed in reverse order
   */
  ModelSession(
      SharedDevice<?> device,
      ModelStage<B, R> stage,
      OutcomeRouter<R> router,
      RecordGuard<SourceRecord> guard,
      Resources resources) {
    this.device = device;
    this.stage = stage;
    this.router = router;
    this.guard = guard;
    this.resources = resources;
  }

  @Override
  public BatchStage<SourceRecord, RecordFacts, B, R> stage() {
    return stage;
  }

  @Override
  public Executor preparers() {
    return device.preparers();
  }

  @Override
  public Executor device() {
    return device.deviceThread();
  }

  @Override
  public RecordGuard<SourceRecord> guard() {
    return guard;
  }

  @Override
  public void route(Outcome<SourceRecord, RecordFacts, R> outcome, Collector<OutboundRecord> out)
      throws Exception {
    router.route(outcome, out);
  }

  @Override
  public void close() throws Exception {
    resources.close();
  }
}

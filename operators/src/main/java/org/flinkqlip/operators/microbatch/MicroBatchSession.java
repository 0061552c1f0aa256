package org.flinkqlip.operators.microbatch;

import java.util.concurrent.Executor;
import org.apache.flink.util.Collector;
import org.flinkqlip.operators.batching.BatchStage;
import org.flinkqlip.operators.batching.Outcome;

/** What one subtask holds from its opening to its closing. */
@SuppressWarnings("try") // an interrupt may end the wait for a close
public interface MicroBatchSession<I, P, B, R, O> extends AutoCloseable {

  /** The work; one instance for this session. */
  BatchStage<I, P, B, R> stage();

  /** Runs preparations, several at a time. */
  Executor preparers();

  /** Runs batches, one at a time. */
  Executor device();

  /** Knows which records may have made earlier attempts fail. */
  default RecordGuard<I> guard() {
    return RecordGuard.none();
  }

  /**
   * Turns an outcome into output records, in the task's thread. They get the input's timestamp.
   *
   * @throws Exception if they cannot be made; the job fails
   */
  void route(Outcome<I, P, R> outcome, Collector<O> out) throws Exception;

  /** Gives everything back. All calls of the stage have ended, or have been waited for in vain. */
  @Override
  void close() throws Exception;
}

package org.flinkqlip.operators.microbatch;

import java.io.Serializable;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * What a micro-batch operator does, in the form that travels to the task managers.
 *
 * @param <I> input record
 * @param <P> what preparation finds out about a record
 * @param <B> buffer of one batch
 * @param <R> result of one record
 * @param <O> output record
 */
public interface MicroBatchFunction<I, P, B, R, O> extends Serializable {

  /**
   * Opens what one subtask needs.
   *
   * @param restored whether the job goes on from a checkpoint or savepoint; if not, it starts
   * @throws Exception if it cannot be had; the job fails at start
   */
  MicroBatchSession<I, P, B, R, O> open(RuntimeContext context, boolean restored) throws Exception;

  /**
   * Whether inputs never change after they were made. If not, the operator copies them where Flink
   * reuses objects, since it keeps them.
   */
  default boolean inputIsImmutable() {
    return false;
  }
}

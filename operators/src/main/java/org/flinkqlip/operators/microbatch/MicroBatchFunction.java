// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.microbatch;

import java.io.Serializable;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * What a micro-batch operator does, in the form that travels to the task managers.
 *
 * @param <B> buffer of one batch
 * @param <R> result of one record
 */
public interface MicroBatchFunction<B, R> extends Serializable {

  /**
   * Opens what one subtask needs.
   *
   * @param restored whether the job goes on from a checkpoint or savepoint; if not, it starts
   * @throws Exception if it cannot be had; the job fails at start
   */
  MicroBatchSession<B, R> open(RuntimeContext context, boolean restored) throws Exception;
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.microbatch;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.apache.flink.util.Collector;
import org.flinkqlip.operators.batching.BatchStage;
import org.flinkqlip.operators.batching.Outcome;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;

/**
 * What one subtask holds from its opening to its closing.
 *
 * @param stage the work; one instance for this session
 * @param preparers runs preparations, several at a time
 * @param device runs batches, one at a time
 * @param guard knows which records may have made earlier attempts fail
 * @param router turns outcomes into output records
 * @param accounted records that the router has turned into results, dead letters or tombstones
 * @param resources everything that is given back, when all calls of the stage have ended or have
 *     been waited for in vain
 * @param <B> buffer of one batch
 * @param <R> result of one record
 */
public record MicroBatchSession<B, R>(
    BatchStage<SourceRecord, RecordFacts, B, R> stage,
    Executor preparers,
    Executor device,
    RecordGuard guard,
    Router<R> router,
    LongSupplier accounted,
    AutoCloseable resources) {

  public MicroBatchSession {
    requireNonNull(stage, "stage is null");
    requireNonNull(preparers, "preparers is null");
    requireNonNull(device, "device is null");
    requireNonNull(guard, "guard is null");
    requireNonNull(router, "router is null");
    requireNonNull(accounted, "accounted is null");
    requireNonNull(resources, "resources is null");
  }

  /** Turns outcomes into output records. */
  @FunctionalInterface
  public interface Router<R> {

    /**
     * Sends out what an outcome stands for, in the task's thread. The records get the input's
     * timestamp.
     *
     * @throws Exception if they cannot be made; the job fails
     */
    void route(Outcome<SourceRecord, RecordFacts, R> outcome, Collector<OutboundRecord> out)
        throws Exception;
  }
}

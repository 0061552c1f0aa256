// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import java.util.List;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.operators.batching.BatchStage;
import org.flinkqlip.operators.batching.StageFailedException;
import org.flinkqlip.operators.outcome.FailureClassifier;
import org.flinkqlip.operators.outcome.PreparationFailedException;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.record.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A graph as a micro-batch stage over Kafka records: tells faults of a record from those of the
 * device and of the services around it.
 *
 * @param <B> buffer of one batch
 * @param <R> what the model makes of one record
 */
public abstract class ModelStage<B, R> implements BatchStage<SourceRecord, RecordFacts, B, R> {
  private static final Logger LOG = LoggerFactory.getLogger(ModelStage.class);

  private volatile boolean terminated;

  /** Tombstones need no model. */
  @Override
  public final boolean passes(SourceRecord source) {
    return source.isTombstone();
  }

  @Override
  public final long sizeOf(SourceRecord source) {
    return source.size();
  }

  @Override
  public final RecordFacts prepare(SourceRecord source, B buffer, int slot) throws Exception {
    Preparation preparation = new Preparation(source);
    try {
      prepare(preparation, buffer, slot);
      return preparation.facts();
    } catch (InterruptedException | StageFailedException e) {
      throw e;
    } catch (Exception e) {
      if (FailureClassifier.classify(e).isEmpty()) {
        throw new StageFailedException(
            "[%s] %s".formatted(source.coordinates(), e.getMessage()), e);
      }
      throw new PreparationFailedException(preparation.facts(), e);
    }
  }

  /**
   * Prepares one record into its slot and tells {@code preparation} what is known, as early as
   * possible.
   *
   * @throws StageFailedException if no record is at fault
   * @throws Exception if the record is at fault
   */
  protected abstract void prepare(Preparation preparation, B buffer, int slot) throws Exception;

  @Override
  public final List<R> run(B buffer, int first, int count) throws Exception {
    if (terminated) {
      throw new StageFailedException("the stage is closed");
    }
    try {
      return runSlots(buffer, first, count);
    } catch (InferenceException | RuntimeException e) {
      if (count > 1) {
        throw e; // each record is run again, in the end alone
      }
      return runAgain(buffer, first, e);
    }
  }

  /**
   * A device may fail once and be well again. So a record is at fault only if it fails alone twice
   * while the model takes a blank one before the second time and after it.
   */
  private List<R> runAgain(B buffer, int slot, Exception first)
      throws StageFailedException, InferenceException {
    failIfTheDeviceIsBroken(first);
    try {
      List<R> results = runSlots(buffer, slot, 1);
      LOG.warn("The device failed on a record and took it at the second try", first);
      return results;
    } catch (InferenceException | RuntimeException second) {
      failIfTheDeviceIsBroken(second);
      throw second;
    }
  }

  /** Runs the model on slots {@code first} to {@code first + count - 1}, as {@link #run}. */
  protected abstract List<R> runSlots(B buffer, int first, int count) throws InferenceException;

  /** Runs the model on an input that every healthy device takes. */
  protected abstract void runBlank() throws InferenceException;

  @Override
  public final void probe() throws InferenceException {
    runBlank();
  }

  /**
   * Does not end a call that runs, since others may share the device: the device is told when its
   * last user leaves.
   */
  @Override
  public final void terminate() {
    terminated = true;
  }

  private void failIfTheDeviceIsBroken(Exception failure) throws StageFailedException {
    try {
      runBlank();
    } catch (InferenceException | RuntimeException probe) {
      failure.addSuppressed(probe);
      throw new StageFailedException(
          "the device takes no input any more: "
              + failure.getMessage()
              + ". Check the device's log; a CUDA error usually needs a new process",
          failure);
    }
  }
}

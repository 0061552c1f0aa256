package org.flinkqlip.operators.device;

import java.util.List;
import org.flinkqlip.model.onnx.InferenceException;
import org.flinkqlip.operators.batching.BatchStage;
import org.flinkqlip.operators.batching.StageFailedException;
import org.flinkqlip.operators.outcome.FailureClassifier;
import org.flinkqlip.operators.outcome.PreparationFailedException;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.record.SourceRecord;

/**
 * A graph as a micro-batch stage over Kafka records: tells faults of a record from those of the
 * device and of the services around it.
 *
 * @param <B> buffer of one batch
 * @param <R> what the model makes of one record
 */
public abstract class ModelStage<B, R> implements BatchStage<SourceRecord, RecordFacts, B, R> {
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
      if (count == 1) {
        failIfTheDeviceIsBroken(e);
      }
      throw e;
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

  /** A record is at fault only if the model still takes a blank one. */
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

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.operators.batching.BatchLimits;
import org.flinkqlip.operators.quarantine.QuarantineOptions;
import org.flinkqlip.schemas.wire.WireFormatOptions;

/**
 * What every job's operator needs to know.
 *
 * @param wireFormat framing of input and output records
 * @param deadLetterTopic where dead letters go
 * @param batching when a batch is closed, and how much may be under way
 * @param prepareThreads threads of each device that prepare records; 0 for one per core
 * @param model directory of the model bundle, or its uri in a file system that Flink serves
 * @param session provider, device and threads of the model
 * @param onUnclosable what happens when a device does not close
 * @param maxRecordBytes key and value of an output record at most; a result that is larger becomes
 *     a dead letter. The producer's {@code max.request.size} and the topics' {@code
 *     max.message.bytes} must exceed it by at least 1 KiB, which Kafka adds to a record
 * @param quarantine how records that make the job fail are found
 */
public record OperatorOptions(
    WireFormatOptions wireFormat,
    String deadLetterTopic,
    BatchLimits batching,
    int prepareThreads,
    String model,
    SessionOptions session,
    UnclosableAction onUnclosable,
    int maxRecordBytes,
    QuarantineOptions quarantine)
    implements Serializable {

  /** Room for any dead letter, whose parts are clipped. */
  public static final int SMALLEST_MAX_RECORD_BYTES = 32 << 10;

  public OperatorOptions {
    requireNonNull(wireFormat, "wireFormat is null");
    requireNonNull(batching, "batching is null");
    requireNonNull(session, "session is null");
    requireNonNull(onUnclosable, "onUnclosable is null");
    requireNonNull(quarantine, "quarantine is null");
    requireText(deadLetterTopic, "deadLetterTopic", "name a topic");
    requireText(model, "model", "name a directory or a uri");
    if (prepareThreads < 0) {
      throw new IllegalArgumentException("prepareThreads must not be negative: " + prepareThreads);
    }
    if (maxRecordBytes < SMALLEST_MAX_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "maxRecordBytes is %d: must be at least %d, so that every dead letter fits"
              .formatted(maxRecordBytes, SMALLEST_MAX_RECORD_BYTES));
    }
  }

  /** With suspects in the memory of the process. */
  public OperatorOptions(
      WireFormatOptions wireFormat,
      String deadLetterTopic,
      BatchLimits batching,
      int prepareThreads,
      String model,
      SessionOptions session,
      UnclosableAction onUnclosable,
      int maxRecordBytes) {
    this(
        wireFormat,
        deadLetterTopic,
        batching,
        prepareThreads,
        model,
        session,
        onUnclosable,
        maxRecordBytes,
        QuarantineOptions.IN_MEMORY);
  }

  /** Preparing threads of each device on this machine. */
  public int prepareThreadsHere() {
    return prepareThreads == 0 ? Runtime.getRuntime().availableProcessors() : prepareThreads;
  }

  private static void requireText(String value, String name, String nextStep) {
    if (requireNonNull(value, name + " is null").isBlank()) {
      throw new IllegalArgumentException(name + " is empty: " + nextStep);
    }
  }
}

package org.flinkqlip.operators.tokenize;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.flinkqlip.model.imaging.ImageLimits;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.model.onnx.SessionOptions;
import org.flinkqlip.operators.batching.BatchLimits;
import org.flinkqlip.schemas.wire.WireFormatOptions;

/**
 * How images are tokenized.
 *
 * @param wireFormat framing of input and output records
 * @param topics where results go
 * @param batching when a batch is closed, and how much may be under way
 * @param prepareThreads threads of each device that fetch and decode; 0 for one per core
 * @param imageLimits which images are refused unseen
 * @param applyExifOrientation whether to rotate and mirror as EXIF says; the model's reference
 *     implementation does not
 * @param model directory of the model bundle, or its uri in a file system that Flink serves
 * @param session provider, device and threads of the encoder
 * @param maxRecordBytes key and value of an output record at most; a result that is larger becomes
 *     a dead letter. The producer's {@code max.request.size} and the topics' {@code
 *     max.message.bytes} must exceed it by at least 1 KiB, which Kafka adds to a record
 */
public record TokenizeOptions(
    WireFormatOptions wireFormat,
    OutputTopics topics,
    BatchLimits batching,
    int prepareThreads,
    ImageLimits imageLimits,
    boolean applyExifOrientation,
    String model,
    SessionOptions session,
    int maxRecordBytes)
    implements Serializable {

  /** Room for any dead letter, whose parts are clipped. */
  public static final int SMALLEST_MAX_RECORD_BYTES = 32 << 10;

  public TokenizeOptions {
    requireNonNull(wireFormat, "wireFormat is null");
    requireNonNull(topics, "topics is null");
    requireNonNull(batching, "batching is null");
    requireNonNull(imageLimits, "imageLimits is null");
    requireNonNull(session, "session is null");
    if (requireNonNull(model, "model is null").isBlank()) {
      throw new IllegalArgumentException("model is empty: name a directory or a uri");
    }
    if (prepareThreads < 0) {
      throw new IllegalArgumentException("prepareThreads must not be negative: " + prepareThreads);
    }
    if (maxRecordBytes < SMALLEST_MAX_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "maxRecordBytes is %d: must be at least %d, so that every dead letter fits"
              .formatted(maxRecordBytes, SMALLEST_MAX_RECORD_BYTES));
    }
  }

  /** Preparing threads of each device on this machine. */
  public int prepareThreadsHere() {
    return prepareThreads == 0 ? Runtime.getRuntime().availableProcessors() : prepareThreads;
  }

  /** Preprocessing for a model with square images of {@code size} pixels. */
  public PreprocessOptions preprocessing(int size) {
    return new PreprocessOptions(size, imageLimits, applyExifOrientation);
  }
}

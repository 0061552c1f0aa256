package org.flinkqlip.operators.tokenize;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.onnx.InferenceException;
import org.flinkqlip.operators.batching.BatchStage;
import org.flinkqlip.operators.batching.StageFailedException;
import org.flinkqlip.operators.fetch.ContentFetcher;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.RecordDecoder;

/**
 * Preparation: payload to event, uri to bytes, bytes to pixels in the batch's buffer. Run: pixels
 * to codes and embeddings. The buffer is direct, uint8 [capacity, S, S, 3].
 */
final class TokenizeStage
    implements BatchStage<SourceRecord, ImageFacts, ByteBuffer, EncodedImage> {
  private final RecordDecoder<ImageEvent> decoder;
  private final ContentFetcher fetcher;
  private final ImagePreprocessor preprocessor;
  private final ImageEncoder encoder;
  private final ByteBuffer blank;
  private volatile boolean terminated;

  TokenizeStage(
      RecordDecoder<ImageEvent> decoder,
      ContentFetcher fetcher,
      ImagePreprocessor preprocessor,
      ImageEncoder encoder) {
    this.decoder = decoder;
    this.fetcher = fetcher;
    this.preprocessor = preprocessor;
    this.encoder = encoder;
    this.blank = newBuffer(1);
  }

  @Override
  public ByteBuffer newBuffer(int capacity) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(capacity, preprocessor.tensorSize()));
  }

  @Override
  public boolean passes(SourceRecord source) {
    return source.isTombstone();
  }

  @Override
  public long sizeOf(SourceRecord source) {
    return source.size();
  }

  @Override
  public ImageFacts prepare(SourceRecord source, ByteBuffer buffer, int slot) throws Exception {
    ImageFacts facts = ImageFacts.of(source);
    try {
      ImageEvent event = decoder.decode(source.value());
      facts =
          facts.withEvent(
              event.getImageId(),
              event.getUri() == null ? null : UriPrivacy.withoutUserInfo(event.getUri()),
              event.getEventTime(),
              event.getAttributes());
      EventReader.check(event, source.key());
      byte[] content =
          event.getUri() == null ? EventReader.content(event) : fetcher.fetch(event.getUri());
      facts = facts.withContent(sha256(content), content.length);
      preprocess(content, buffer, slot);
      return facts;
    } catch (InterruptedException | StageFailedException e) {
      throw e;
    } catch (Exception e) {
      if (FailureClassifier.classify(e).isEmpty()) {
        throw new StageFailedException(
            "[%s] %s".formatted(source.coordinates(), e.getMessage()), e);
      }
      throw new PreparationFailedException(facts, e);
    }
  }

  @Override
  public void move(ByteBuffer buffer, int from, int to) {
    int size = preprocessor.tensorSize();
    buffer.put(to * size, buffer, from * size, size);
  }

  @Override
  public List<EncodedImage> run(ByteBuffer buffer, int first, int count) throws Exception {
    if (terminated) {
      throw new StageFailedException("the stage is closed");
    }
    int size = preprocessor.tensorSize();
    try {
      return encoder.encode(buffer.slice(first * size, count * size), count);
    } catch (InferenceException | RuntimeException e) {
      if (count == 1) {
        failIfTheDeviceIsBroken(e);
      }
      throw e;
    }
  }

  /**
   * Does not end a call that runs, since others may share the device: the device is told when its
   * last user leaves.
   */
  @Override
  public void terminate() {
    terminated = true;
  }

  private void preprocess(byte[] content, ByteBuffer buffer, int slot)
      throws ImageRejectedException, StageFailedException {
    try {
      preprocessor.preprocess(content, buffer, slot * preprocessor.tensorSize());
    } catch (IllegalStateException e) {
      throw new StageFailedException("an image library cannot be used: " + e.getMessage(), e);
    }
  }

  /** An image is at fault only if the model still encodes a blank one. */
  private void failIfTheDeviceIsBroken(Exception failure) throws StageFailedException {
    try {
      encoder.encode(blank, 1);
    } catch (InferenceException | RuntimeException probe) {
      failure.addSuppressed(probe);
      throw new StageFailedException(
          "the device encodes nothing any more: "
              + failure.getMessage()
              + ". Check the device's log; a CUDA error usually needs a new process",
          failure);
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

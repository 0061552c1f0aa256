package org.flinkqlip.operators.tokenize;

import java.nio.ByteBuffer;
import java.util.List;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.onnx.InferenceException;
import org.flinkqlip.operators.batching.StageFailedException;
import org.flinkqlip.operators.device.ModelStage;
import org.flinkqlip.operators.device.Preparation;
import org.flinkqlip.operators.fetch.ContentFetcher;
import org.flinkqlip.operators.outcome.ContentDigest;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.RecordDecoder;

/**
 * Preparation: payload to event, uri to bytes, bytes to pixels in the batch's buffer. Run: pixels
 * to codes and embeddings. The buffer is direct, uint8 [capacity, S, S, 3].
 */
final class TokenizeStage extends ModelStage<ByteBuffer, EncodedImage> {
  private final RecordDecoder<ImageEvent> decoder;
  private final ContentFetcher fetcher;
  private final ImagePreprocessor preprocessor;
  private final ImageEncoder encoder;
  private final boolean withFeatures;
  private final ByteBuffer blank;

  /**
   * A stage.
   *
   * @param withFeatures whether results have features, which the model must give
   */
  TokenizeStage(
      RecordDecoder<ImageEvent> decoder,
      ContentFetcher fetcher,
      ImagePreprocessor preprocessor,
      ImageEncoder encoder,
      boolean withFeatures) {
    this.decoder = decoder;
    this.fetcher = fetcher;
    this.preprocessor = preprocessor;
    this.encoder = encoder;
    this.withFeatures = withFeatures;
    this.blank = newBuffer(1);
  }

  @Override
  public ByteBuffer newBuffer(int capacity) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(capacity, preprocessor.tensorSize()));
  }

  @Override
  protected void prepare(Preparation preparation, ByteBuffer buffer, int slot) throws Exception {
    ImageEvent event = decoder.decode(preparation.source().value());
    preparation.learn(
        preparation
            .facts()
            .withEvent(
                event.getImageId(),
                event.getUri() == null ? null : UriPrivacy.withoutUserInfo(event.getUri()),
                event.getEventTime(),
                event.getAttributes()));
    EventReader.check(event, preparation.source().key());
    byte[] content =
        event.getUri() == null ? EventReader.content(event) : fetcher.fetch(event.getUri());
    preparation.learn(
        preparation.facts().withContent(ContentDigest.sha256(content), (long) content.length));
    preprocess(content, buffer, slot);
  }

  @Override
  public void move(ByteBuffer buffer, int from, int to) {
    int size = preprocessor.tensorSize();
    buffer.put(to * size, buffer, from * size, size);
  }

  @Override
  protected List<EncodedImage> runSlots(ByteBuffer buffer, int first, int count)
      throws InferenceException {
    int size = preprocessor.tensorSize();
    return encoder.encode(buffer.slice(first * size, count * size), count, withFeatures);
  }

  @Override
  protected void runBlank() throws InferenceException {
    encoder.encode(blank, 1, false);
  }

  private void preprocess(byte[] content, ByteBuffer buffer, int slot)
      throws ImageRejectedException, StageFailedException {
    try {
      preprocessor.preprocess(content, buffer, slot * preprocessor.tensorSize());
    } catch (IllegalStateException e) {
      throw new StageFailedException("an image library cannot be used: " + e.getMessage(), e);
    }
  }
}

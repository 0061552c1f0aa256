// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.SizedImage;
import org.flinkqlip.model.runtime.bundle.Sha256;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.operators.batching.StageFailedException;
import org.flinkqlip.operators.device.ModelStage;
import org.flinkqlip.operators.device.Preparation;
import org.flinkqlip.operators.embed.CaptionTokens;
import org.flinkqlip.operators.embed.EmbeddedText;
import org.flinkqlip.operators.embed.TextEncoder;
import org.flinkqlip.operators.fetch.ContentFetcher;
import org.flinkqlip.operators.fetch.FetchException;
import org.flinkqlip.operators.health.HealthMonitor;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RecordDeserializer;
import org.flinkqlip.schemas.wire.RegistryException;

/**
 * Preparation: payload to event, uri to bytes, bytes to pixels in the batch's buffer, caption to
 * token ids. Run: pixels to codes and embeddings, token ids to embeddings of captions.
 */
final class TokenizeStage extends ModelStage<ImageBatch, EncodedImage> {
  private final RecordDeserializer<ImageEvent> deserializer;
  private final ContentFetcher fetcher;
  private final ImagePreprocessor preprocessor;
  private final DecodingMemory memory;
  private final ImageEncoder encoder;
  private final boolean withFeatures;
  private final Optional<? extends TextEncoder> captions;
  private final Optional<HealthMonitor> health;
  private final ByteBuffer blank;

  /**
   * A stage.
   *
   * @param memory what images are decoded in
   * @param withFeatures whether results have features, which the model must give
   * @param captions embeds captions, if they are to be embedded
   * @param health sees the results, if it is watched
   */
  TokenizeStage(
      RecordDeserializer<ImageEvent> deserializer,
      ContentFetcher fetcher,
      ImagePreprocessor preprocessor,
      DecodingMemory memory,
      ImageEncoder encoder,
      boolean withFeatures,
      Optional<? extends TextEncoder> captions,
      Optional<HealthMonitor> health) {
    this.deserializer = deserializer;
    this.fetcher = fetcher;
    this.preprocessor = preprocessor;
    this.memory = memory;
    this.encoder = encoder;
    this.withFeatures = withFeatures;
    this.captions = captions;
    this.health = health;
    this.blank = newBuffer(1).pixels();
  }

  @Override
  public ImageBatch newBuffer(int capacity) {
    return new ImageBatch(capacity, preprocessor.tensorSize());
  }

  @Override
  protected void prepare(Preparation preparation, ImageBatch batch, int slot) throws Exception {
    ImageEvent event = deserialize(preparation);
    EventReader.check(event, preparation.source().key());
    byte[] content = content(event, preparation);
    decode(content, batch, slot);
    tokenizeCaption(event, batch, slot);
  }

  private ImageEvent deserialize(Preparation preparation)
      throws MalformedRecordException, RegistryException {
    ImageEvent event = deserializer.deserialize(preparation.source().value());
    preparation.learn(
        preparation
            .facts()
            .withEvent(
                event.getImageId(),
                event.getUri() == null ? null : UriPrivacy.withoutUserInfo(event.getUri()),
                event.getEventTime(),
                event.getAttributes()));
    return event;
  }

  /** The image's bytes, fetched if the event is a claim check. */
  private byte[] content(ImageEvent event, Preparation preparation)
      throws FetchException, InterruptedException {
    byte[] content =
        event.getUri() == null ? EventReader.content(event) : fetcher.fetch(event.getUri());
    preparation.learn(preparation.facts().withContent(Sha256.of(content), (long) content.length));
    return content;
  }

  /** Bytes to pixels, straight into the batch's buffer. */
  private void decode(byte[] content, ImageBatch batch, int slot)
      throws ImageRejectedException, StageFailedException, InterruptedException {
    try {
      SizedImage image = preprocessor.open(content);
      memory.decode(image.need(), () -> image.writeTo(batch.pixels(), batch.offset(slot)));
    } catch (IllegalStateException e) {
      throw new StageFailedException("an image library cannot be used: " + e.getMessage(), e);
    }
  }

  private void tokenizeCaption(ImageEvent event, ImageBatch batch, int slot)
      throws InterruptedException {
    String caption = event.getCaption();
    if (captions.isEmpty() || caption == null || caption.isBlank()) {
      batch.caption(slot, null, null);
    } else {
      batch.caption(slot, caption, CaptionTokens.of(captions.get(), caption));
    }
  }

  @Override
  public void move(ImageBatch batch, int from, int to) {
    batch.move(from, to);
  }

  @Override
  protected List<EncodedImage> runSlots(ImageBatch batch, int first, int count)
      throws InferenceException {
    List<EncodedImage> images =
        new ArrayList<>(encoder.encode(batch.pixels(first, count), count, withFeatures));
    List<Integer> captioned = batch.captioned(first, count);
    if (!captioned.isEmpty()) {
      float[][] embeddings = captions.orElseThrow().embed(batch.ids(captioned));
      for (int i = 0; i < embeddings.length; i++) {
        int slot = captioned.get(i);
        EmbeddedText caption = new EmbeddedText(requireNonNull(batch.caption(slot)), embeddings[i]);
        images.set(slot - first, images.get(slot - first).withCaption(caption));
      }
    }
    // Last, since images of a call that fails are run again.
    health.ifPresent(monitor -> monitor.add(images, batch.pixels(first, count)));
    return images;
  }

  @Override
  protected void runBlank() throws InferenceException {
    encoder.encode(blank, 1, false);
    if (captions.isPresent()) {
      captions.get().embed(new int[][] {captions.get().tokenize("")});
    }
  }
}

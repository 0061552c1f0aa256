// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.DecoderSession;
import org.flinkqlip.model.runtime.onnx.EncodedBatch;
import org.flinkqlip.model.runtime.onnx.EncoderSession;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.InvalidCodesException;
import org.flinkqlip.model.runtime.onnx.Provider;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.operators.device.ModelDevice;
import org.flinkqlip.operators.embed.TextDevice;
import org.flinkqlip.operators.health.Reconstructor;

/** A verified bundle's encoder in ONNX Runtime, and what else of the bundle is on its device. */
final class EncoderDevice implements ImageEncoder, Reconstructor, ModelDevice {
  private final ModelBundle bundle;
  private final EncoderSession session;
  private final Optional<TextDevice> text;
  private final Optional<DecoderSession> decoder;

  private EncoderDevice(
      ModelBundle bundle,
      EncoderSession session,
      Optional<TextDevice> text,
      Optional<DecoderSession> decoder) {
    this.bundle = bundle;
    this.session = session;
    this.text = text;
    this.decoder = decoder;
  }

  /**
   * What of a bundle is loaded beside its encoder.
   *
   * @param text the text tower, for captions
   * @param decoder the decoder, to see how good reconstructions are
   */
  record Parts(boolean text, boolean decoder) {
    static final Parts ENCODER = new Parts(false, false);
    static final Parts WITH_TEXT = new Parts(true, false);
    static final Parts WITH_DECODER = new Parts(false, true);
    static final Parts WITH_BOTH = new Parts(true, true);
  }

  /**
   * Opens the encoder of a bundle and what else is wanted of it.
   *
   * @throws BundleException if the bundle has no text vocabulary, and the text tower is wanted
   * @throws InferenceException if the provider is not to be had: it is never replaced by another
   */
  static EncoderDevice open(Parts parts, ModelBundle bundle, SessionOptions options)
      throws IOException, BundleException, InferenceException {
    Optional<TextDevice> text = Optional.empty();
    Optional<DecoderSession> decoder = Optional.empty();
    boolean opened = false;
    try {
      if (parts.text) {
        text = Optional.of(TextDevice.open(bundle, options));
      }
      if (parts.decoder) {
        decoder = Optional.of(DecoderSession.open(bundle, options));
      }
      EncoderSession session = EncoderSession.open(bundle, options);
      opened = true;
      return new EncoderDevice(bundle, session, text, decoder);
    } finally {
      if (!opened) {
        closeAll(text, decoder);
      }
    }
  }

  private static void closeAll(Optional<TextDevice> text, Optional<DecoderSession> decoder)
      throws InferenceException {
    try {
      if (text.isPresent()) {
        text.get().close();
      }
    } finally {
      if (decoder.isPresent()) {
        decoder.get().close();
      }
    }
  }

  /** The text tower, if it was opened. */
  Optional<TextDevice> text() {
    return text;
  }

  /** The decoder, if it was opened. */
  Optional<Reconstructor> reconstructor() {
    return decoder.map(opened -> this);
  }

  /** Whether results tell the health of the model. */
  boolean givesLatentFacts() {
    return session.givesHealth();
  }

  @Override
  public ModelBundle bundle() {
    return bundle;
  }

  @Override
  public Provider provider() {
    return session.provider();
  }

  @Override
  public int imageSize() {
    return bundle.manifest().imageSize();
  }

  @Override
  public List<EncodedImage> encode(ByteBuffer pixels, int count, boolean withFeatures)
      throws InferenceException {
    EncodedBatch batch = session.encode(pixels, count);
    List<EncodedImage> images = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      EncodedImage image =
          new EncodedImage(batch.codesOf(i), batch.embeddingOf(i), batch.latentFactsOf(i));
      images.add(withFeatures ? image.withFeatures(batch.featuresOf(i).orElseThrow()) : image);
    }
    return images;
  }

  @Override
  public byte[] reconstruct(int[] codes) throws InferenceException {
    try {
      return decoder.orElseThrow().decode(new int[][] {codes}).pixelsOf(0);
    } catch (InvalidCodesException e) {
      throw new IllegalStateException("the model's own codes are valid", e);
    }
  }

  @Override
  public void warmUp(int batch) throws InferenceException {
    // Nobody holds these pixels later: where direct memory is short, the JVM takes them back.
    session.encode(session.newPixelBuffer(batch), batch);
    if (text.isPresent()) {
      text.get().warmUp(batch);
    }
    if (decoder.isPresent()) {
      reconstruct(new int[bundle.manifest().tokens()]);
    }
  }

  @Override
  public void terminate() {
    session.terminate();
    text.ifPresent(TextDevice::terminate);
    decoder.ifPresent(DecoderSession::terminate);
  }

  @Override
  public void close() throws InferenceException {
    try {
      session.close();
    } finally {
      closeAll(text, decoder);
    }
  }
}

package org.flinkqlip.operators.tokenize;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.EncodedBatch;
import org.flinkqlip.model.runtime.onnx.EncoderSession;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.Provider;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.operators.device.ModelDevice;
import org.flinkqlip.operators.embed.TextDevice;

/** A verified bundle's encoder in ONNX Runtime. */
final class EncoderDevice implements ImageEncoder, ModelDevice {
  private final ModelBundle bundle;
  private final EncoderSession session;
  private final Optional<TextDevice> text;

  private EncoderDevice(ModelBundle bundle, EncoderSession session, Optional<TextDevice> text) {
    this.bundle = bundle;
    this.session = session;
    this.text = text;
  }

  /**
   * Opens the encoder of a bundle.
   *
   * @throws InferenceException if the provider is not to be had: it is never replaced by another
   */
  static EncoderDevice open(ModelBundle bundle, SessionOptions options) throws InferenceException {
    return new EncoderDevice(bundle, EncoderSession.open(bundle, options), Optional.empty());
  }

  /**
   * Opens the encoder of a bundle and its text tower, for captions.
   *
   * @throws BundleException if the bundle has no text vocabulary
   * @throws InferenceException if the provider is not to be had
   */
  static EncoderDevice openWithText(ModelBundle bundle, SessionOptions options)
      throws IOException, BundleException, InferenceException {
    TextDevice text = TextDevice.open(bundle, options);
    boolean opened = false;
    try {
      EncoderSession session = EncoderSession.open(bundle, options);
      opened = true;
      return new EncoderDevice(bundle, session, Optional.of(text));
    } finally {
      if (!opened) {
        text.close();
      }
    }
  }

  /** The text tower, if it was opened. */
  Optional<TextDevice> text() {
    return text;
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
      EncodedImage image = new EncodedImage(batch.codesOf(i), batch.embeddingOf(i));
      images.add(withFeatures ? image.withFeatures(batch.featuresOf(i).orElseThrow()) : image);
    }
    return images;
  }

  @Override
  public void warmUp(int batch) throws InferenceException {
    // Nobody holds these pixels later: where direct memory is short, the JVM takes them back.
    session.encode(session.newPixelBuffer(batch), batch);
    if (text.isPresent()) {
      text.get().warmUp(batch);
    }
  }

  @Override
  public void terminate() {
    session.terminate();
    text.ifPresent(TextDevice::terminate);
  }

  @Override
  public void close() throws InferenceException {
    try {
      session.close();
    } finally {
      if (text.isPresent()) {
        text.get().close();
      }
    }
  }
}

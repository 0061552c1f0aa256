package org.flinkqlip.operators.tokenize;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.model.bundle.ModelBundle;
import org.flinkqlip.model.onnx.EncodedBatch;
import org.flinkqlip.model.onnx.EncoderSession;
import org.flinkqlip.model.onnx.InferenceException;
import org.flinkqlip.model.onnx.Provider;
import org.flinkqlip.model.onnx.SessionOptions;
import org.flinkqlip.operators.device.ModelDevice;

/** A verified bundle's encoder in ONNX Runtime. */
final class EncoderDevice implements ImageEncoder, ModelDevice {
  private final ModelBundle bundle;
  private final EncoderSession session;

  private EncoderDevice(ModelBundle bundle, EncoderSession session) {
    this.bundle = bundle;
    this.session = session;
  }

  /**
   * Opens the encoder of a bundle.
   *
   * @throws InferenceException if the provider is not to be had: it is never replaced by another
   */
  static EncoderDevice open(ModelBundle bundle, SessionOptions options) throws InferenceException {
    return new EncoderDevice(bundle, EncoderSession.open(bundle, options));
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
      float[] features = withFeatures ? batch.featuresOf(i).orElseThrow() : null;
      images.add(new EncodedImage(batch.codesOf(i), batch.embeddingOf(i), features));
    }
    return images;
  }

  @Override
  public void terminate() {
    session.terminate();
  }

  @Override
  public void close() throws InferenceException {
    session.close();
  }
}

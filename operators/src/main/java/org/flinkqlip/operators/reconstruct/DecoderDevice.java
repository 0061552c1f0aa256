// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.reconstruct;

import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.DecodedBatch;
import org.flinkqlip.model.runtime.onnx.DecoderSession;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.InvalidCodesException;
import org.flinkqlip.model.runtime.onnx.Provider;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.operators.device.ModelDevice;

/** A verified bundle's decoder in ONNX Runtime. */
final class DecoderDevice implements ImageDecoder, ModelDevice {
  private final ModelBundle bundle;
  private final DecoderSession session;

  private DecoderDevice(ModelBundle bundle, DecoderSession session) {
    this.bundle = bundle;
    this.session = session;
  }

  /**
   * Opens the decoder of a bundle.
   *
   * @throws InferenceException if the provider is not to be had: it is never replaced by another
   */
  static DecoderDevice open(ModelBundle bundle, SessionOptions options) throws InferenceException {
    return new DecoderDevice(bundle, DecoderSession.open(bundle, options));
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
  public List<byte[]> decode(int[][] codes) throws InferenceException {
    try {
      DecodedBatch batch = session.decode(codes);
      List<byte[]> pixels = new ArrayList<>(batch.size());
      for (int i = 0; i < batch.size(); i++) {
        pixels.add(batch.pixelsOf(i));
      }
      return pixels;
    } catch (InvalidCodesException e) {
      throw new IllegalArgumentException("the codes were not checked: " + e.getMessage(), e);
    }
  }

  @Override
  public void warmUp(int batch) throws InferenceException {
    decode(new int[batch][bundle.manifest().tokens()]);
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

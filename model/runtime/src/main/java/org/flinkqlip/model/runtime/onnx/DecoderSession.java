// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.ModelManifest;

/**
 * The decoder of a bundle on one device: codes to pixels. Threads as for {@link EncoderSession}.
 */
public final class DecoderSession implements AutoCloseable {
  private static final String CODES = "codes";
  private static final String PIXELS = "pixels";
  private static final String RECONSTRUCTION = "reconstruction";

  private final ModelManifest manifest;
  private final OnnxSession session;
  private final DirectMemory codes = new DirectMemory();
  private final DirectMemory pixels = new DirectMemory();
  private final DirectMemory raw = new DirectMemory();

  private DecoderSession(ModelManifest manifest, OnnxSession session) {
    this.manifest = manifest;
    this.session = session;
  }

  /**
   * Loads the decoder of {@code bundle}.
   *
   * @throws InferenceException if the provider is not to be had or the graph does not load
   */
  public static DecoderSession open(ModelBundle bundle, SessionOptions options)
      throws InferenceException {
    return new DecoderSession(
        bundle.manifest(), OnnxSession.open(bundle, ModelBundle.DECODER, options));
  }

  /** What the bundle says of the model. */
  public ModelManifest manifest() {
    return manifest;
  }

  /** The provider in use. */
  public Provider provider() {
    return session.provider();
  }

  /**
   * Reconstructs images from their codes.
   *
   * @param batch [B][N] codes in row-major order
   * @return views that the next call overwrites
   * @throws InvalidCodesException if the codes of an image are too few, too many or out of range
   * @throws InferenceException if the call fails or is terminated
   */
  public DecodedBatch decode(int[][] batch) throws InvalidCodesException, InferenceException {
    if (batch.length == 0) {
      throw new IllegalArgumentException("an empty batch cannot be decoded");
    }
    int tokens = manifest.tokens();
    int edge = manifest.imageSize();
    IntBuffer input = codes.ints(batch.length * tokens);
    for (int image = 0; image < batch.length; image++) {
      InvalidCodesException.check(batch[image], image, manifest);
      input.put(image * tokens, batch[image]);
    }
    ByteBuffer output = pixels.bytes(batch.length * edge * edge * 3);
    Map<String, OnnxTensor> outputs = new HashMap<>();
    try (OnnxTensor codesTensor = session.ints(input, batch.length, tokens)) {
      outputs.put(PIXELS, session.bytes(output, batch.length, edge, edge, 3));
      Optional<FloatBuffer> reconstruction = Optional.empty();
      if (manifest.rawReconstruction()) {
        FloatBuffer view = raw.floats(batch.length * 3 * edge * edge);
        outputs.put(RECONSTRUCTION, session.floats(view, batch.length, 3, edge, edge));
        reconstruction = Optional.of(view);
      }
      session.run(Map.of(CODES, codesTensor), outputs);
      return new DecodedBatch(batch.length, output, reconstruction);
    } catch (OrtException e) {
      throw new InferenceException(
          "reconstructing %d images failed: %s".formatted(batch.length, e.getMessage()), e);
    } finally {
      outputs.values().forEach(OnnxTensor::close);
    }
  }

  /** Makes a running call, and every later one, fail soon. */
  public void terminate() {
    session.terminate();
  }

  @Override
  public void close() throws InferenceException {
    session.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.ModelManifest;

/**
 * The encoder of a bundle on one device. One thread calls {@link #encode}, always the same where
 * the provider is CUDA, whose memory grows when calls change threads; {@link #terminate} may come
 * from any thread.
 */
public final class EncoderSession implements AutoCloseable {
  private static final String PIXELS = "pixels";
  private static final String CODES = "codes";
  private static final String EMBEDDING = "embedding";
  private static final String FEATURES = "features";
  private static final String EMBEDDING_LENGTH = "embedding.length";
  private static final String UNSTABLE_BITS = "unstable_bits";

  private final ModelManifest manifest;
  private final OnnxSession session;
  private final DirectMemory codes = new DirectMemory();
  private final DirectMemory embeddings = new DirectMemory();
  private final DirectMemory features = new DirectMemory();
  private final DirectMemory lengths = new DirectMemory();
  private final DirectMemory unstableBits = new DirectMemory();
  private final boolean givesHealth;

  private EncoderSession(ModelManifest manifest, OnnxSession session) {
    this.manifest = manifest;
    this.session = session;
    this.givesHealth = session.gives(EMBEDDING_LENGTH) && session.gives(UNSTABLE_BITS);
  }

  /**
   * Loads the encoder of {@code bundle}.
   *
   * @throws InferenceException if the provider is not to be had or the graph does not load
   */
  public static EncoderSession open(ModelBundle bundle, SessionOptions options)
      throws InferenceException {
    return new EncoderSession(
        bundle.manifest(), OnnxSession.open(bundle, ModelBundle.ENCODER, options));
  }

  /** Room for the pixels of {@code batch} images: uint8 [batch, S, S, 3]. */
  public ByteBuffer newPixelBuffer(int batch) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(batch, pixelBytes()))
        .order(ByteOrder.nativeOrder());
  }

  /** Bytes of one image's pixels: S x S x 3. */
  public int pixelBytes() {
    return manifest.imageSize() * manifest.imageSize() * 3;
  }

  /** What the bundle says of the model. */
  public ModelManifest manifest() {
    return manifest;
  }

  /** The provider in use. */
  public Provider provider() {
    return session.provider();
  }

  /** Whether results tell the health of the model; bundles of exporters before 0.4.0 do not. */
  public boolean givesHealth() {
    return givesHealth;
  }

  /**
   * Encodes the first {@code batch} images of {@code pixels}.
   *
   * @param pixels direct, uint8 [at least batch, S, S, 3]; position and limit are ignored
   * @return views that the next call overwrites
   * @throws InferenceException if the call fails or is terminated
   */
  public EncodedBatch encode(ByteBuffer pixels, int batch) throws InferenceException {
    if (batch < 1 || pixels.capacity() < (long) batch * pixelBytes() || !pixels.isDirect()) {
      throw new IllegalArgumentException(
          "a direct buffer of %d images of %d bytes is needed, got %d bytes"
              .formatted(batch, pixelBytes(), pixels.capacity()));
    }
    int tokens = manifest.tokens();
    int edge = manifest.imageSize();
    Map<String, OnnxTensor> outputs = new HashMap<>();
    try (OnnxTensor input =
        session.bytes(pixels.slice(0, batch * pixelBytes()), batch, edge, edge, 3)) {
      IntBuffer codesView = codes.ints(batch * tokens);
      FloatBuffer embeddingView = embeddings.floats(batch * manifest.embeddingSize());
      outputs.put(CODES, session.ints(codesView, batch, tokens));
      outputs.put(EMBEDDING, session.floats(embeddingView, batch, manifest.embeddingSize()));
      Optional<FloatBuffer> featureView = Optional.empty();
      if (manifest.featureSize().isPresent()) {
        int width = manifest.featureSize().getAsInt();
        FloatBuffer view = features.floats(batch * tokens * width);
        outputs.put(FEATURES, session.floats(view, batch, tokens, width));
        featureView = Optional.of(view);
      }
      Optional<EncodedBatch.Health> health = Optional.empty();
      if (givesHealth) {
        FloatBuffer lengthView = lengths.floats(batch);
        FloatBuffer unstableView = unstableBits.floats(batch);
        outputs.put(EMBEDDING_LENGTH, session.floats(lengthView, batch, 1));
        outputs.put(UNSTABLE_BITS, session.floats(unstableView, batch, 1));
        health = Optional.of(new EncodedBatch.Health(lengthView, unstableView));
      }
      session.run(Map.of(PIXELS, input), outputs);
      return new EncodedBatch(batch, codesView, embeddingView, featureView, health);
    } catch (OrtException e) {
      throw new InferenceException(
          "encoding %d images failed: %s".formatted(batch, e.getMessage()), e);
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

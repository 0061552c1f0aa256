// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.ModelManifest;

/**
 * The text tower of a bundle on one device: token ids to unit-length embeddings in the space of the
 * images. Threads as for {@link EncoderSession}.
 */
public final class TextSession implements AutoCloseable {
  private static final String IDS = "ids";
  private static final String EMBEDDING = "embedding";

  private final ModelManifest manifest;
  private final OnnxSession session;
  private final DirectMemory ids = new DirectMemory();
  private final DirectMemory embeddings = new DirectMemory();

  private TextSession(ModelManifest manifest, OnnxSession session) {
    this.manifest = manifest;
    this.session = session;
  }

  /**
   * Loads the text tower of {@code bundle}.
   *
   * @throws InferenceException if the provider is not to be had or the graph does not load
   */
  public static TextSession open(ModelBundle bundle, SessionOptions options)
      throws InferenceException {
    return new TextSession(bundle.manifest(), OnnxSession.open(bundle, ModelBundle.TEXT, options));
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
   * Embeds texts.
   *
   * @param texts [B] token ids, start and end included, each at most the context length
   * @return [B][D] unit-length embeddings
   * @throws InferenceException if the call fails or is terminated
   */
  public float[][] embed(int[][] texts) throws InferenceException {
    int context = manifest.text().contextLength();
    int size = manifest.embeddingSize();
    LongBuffer input = ids.longs(texts.length * context);
    for (int text = 0; text < texts.length; text++) {
      put(texts[text], text, input, context);
    }
    FloatBuffer output = embeddings.floats(texts.length * size);
    try (OnnxTensor in = session.longs(input, texts.length, context);
        OnnxTensor out = session.floats(output, texts.length, size)) {
      session.run(Map.of(IDS, in), Map.of(EMBEDDING, out));
    } catch (OrtException e) {
      throw new InferenceException(
          "embedding %d texts failed: %s".formatted(texts.length, e.getMessage()), e);
    }
    float[][] rows = new float[texts.length][size];
    for (int text = 0; text < texts.length; text++) {
      output.get(text * size, rows[text]);
    }
    return rows;
  }

  /** Zeros pad: attention is causal and the pooled token comes before them. */
  private void put(int[] text, int row, LongBuffer input, int context) {
    if (text.length < 1 || text.length > context) {
      throw new IllegalArgumentException(
          "a text has 1 to %d tokens, not %d".formatted(context, text.length));
    }
    for (int position = 0; position < context; position++) {
      int id = position < text.length ? text[position] : 0;
      if (id < 0 || id >= manifest.text().vocabularySize()) {
        throw new IllegalArgumentException(
            "token id %d is not in [0, %d)".formatted(id, manifest.text().vocabularySize()));
      }
      input.put(row * context + position, id);
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

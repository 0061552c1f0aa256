// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.health;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.health.LatentFacts;
import org.flinkqlip.model.runtime.onnx.EncodedBatch;
import org.flinkqlip.model.runtime.onnx.EncoderSession;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.operators.health.ImageResult;

/** An encoder with a batch of scenes, which gives results as the operator has them. */
final class Watched implements AutoCloseable {
  private static final long SEED = 17;

  private final EncoderSession session;
  private final ByteBuffer pixels;
  private final int batch;

  private Watched(EncoderSession session, int batch) {
    this.session = session;
    this.pixels = session.newPixelBuffer(batch);
    this.batch = batch;
    Scenes scenes = new Scenes(session.manifest().imageSize(), SEED, SceneSplit.HELD_OUT);
    for (int i = 0; i < batch; i++) {
      pixels.put(i * session.pixelBytes(), scenes.get(i).pixels());
    }
  }

  static Watched open(ModelBundle bundle, int batch) throws InferenceException {
    return new Watched(EncoderSession.open(bundle, SessionOptions.cpu(1)), batch);
  }

  /** What the pixels of the batch are. */
  ByteBuffer pixels() {
    return pixels;
  }

  /** Runs the batch and copies its results. */
  List<Result> run() throws InferenceException {
    EncodedBatch encoded = session.encode(pixels, batch);
    List<Result> results = new ArrayList<>(batch);
    for (int i = 0; i < batch; i++) {
      results.add(new Result(encoded.codesOf(i), encoded.embeddingOf(i), encoded.latentFactsOf(i)));
    }
    return results;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Result(int[] codes, float[] embedding, Optional<LatentFacts> latentFacts)
      implements ImageResult {}

  @Override
  public void close() throws InferenceException {
    session.close();
  }
}

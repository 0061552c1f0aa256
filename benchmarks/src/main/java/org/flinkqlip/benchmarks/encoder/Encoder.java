// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.encoder;

import java.nio.ByteBuffer;
import org.flinkqlip.lab.datasets.scenes.ScenePainter;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.EncodedBatch;
import org.flinkqlip.model.runtime.onnx.EncoderSession;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;

/** A session with drawn scenes before it. */
final class Encoder implements AutoCloseable {
  private static final long SEED = 17;

  private final EncoderSession session;
  private final Scenes scenes;
  private final ByteBuffer pixels;
  private final int room;

  private Encoder(EncoderSession session, int room) {
    this.session = session;
    this.scenes = new Scenes(session.manifest().imageSize(), SEED, SceneSplit.HELD_OUT);
    this.pixels = session.newPixelBuffer(room);
    this.room = room;
    show(0);
  }

  /**
   * Loads the encoder of a bundle.
   *
   * @param room the largest batch
   */
  static Encoder open(ModelBundle bundle, int room, SessionOptions options)
      throws InferenceException {
    return new Encoder(EncoderSession.open(bundle, options), room);
  }

  /** Puts the scenes from {@code first} on into the buffer. */
  void show(long first) {
    int size = session.manifest().imageSize();
    for (int i = 0; i < room; i++) {
      pixels.put(i * session.pixelBytes(), ScenePainter.paint(scenes.scene(first + i), size, size));
    }
  }

  /** Encodes the first {@code batch} scenes of the buffer. */
  EncodedBatch run(int batch) throws InferenceException {
    return session.encode(pixels, batch);
  }

  @Override
  public void close() throws InferenceException {
    session.close();
  }
}

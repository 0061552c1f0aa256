// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.encoder;

import java.util.function.ToIntFunction;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.EncodedBatch;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.model.runtime.quality.Agreement;

/**
 * Two graphs of the same weights over the same scenes.
 *
 * @param agreement of their codes and embeddings
 * @param sameClass share of the images that both put into one class, 0 to 1
 */
record Comparison(Agreement agreement, double sameClass) {

  /**
   * Encodes scenes with both, on the CPU.
   *
   * @param scenes how many, rounded up to whole batches
   * @param classOf the class of an embedding
   */
  static Comparison of(
      ModelBundle reference,
      ModelBundle candidate,
      int scenes,
      int batch,
      ToIntFunction<float[]> classOf)
      throws InferenceException {
    return of(reference, candidate, scenes, batch, SessionOptions.cpu(0), classOf);
  }

  /** Encodes scenes with the reference on the CPU and the candidate on a device. */
  static Comparison of(
      ModelBundle reference,
      ModelBundle candidate,
      int scenes,
      int batch,
      SessionOptions device,
      ToIntFunction<float[]> classOf)
      throws InferenceException {
    Agreement agreement = new Agreement(reference.manifest().bits());
    int images = 0;
    int same = 0;
    try (Encoder expected = Encoder.open(reference, batch, SessionOptions.cpu(0));
        Encoder actual = Encoder.open(candidate, batch, device)) {
      for (int first = 0; first < scenes; first += batch) {
        expected.show(first);
        actual.show(first);
        EncodedBatch one = expected.run(batch);
        EncodedBatch other = actual.run(batch);
        for (int i = 0; i < batch; i++) {
          float[] embedding = one.embeddingOf(i);
          float[] otherEmbedding = other.embeddingOf(i);
          agreement.add(one.codesOf(i), other.codesOf(i), embedding, otherEmbedding);
          same += classOf.applyAsInt(embedding) == classOf.applyAsInt(otherEmbedding) ? 1 : 0;
          images++;
        }
      }
    }
    return new Comparison(agreement, (double) same / images);
  }

  /** In a few words. */
  String describe() {
    return "equal bits %.4f%%, equal codes %.3f%%, least cosine of embeddings %.6f"
        .formatted(
            100 * agreement.equalBits(), 100 * agreement.equalCodes(), agreement.leastCosine());
  }
}

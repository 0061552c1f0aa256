// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

/** Zero-shot classification: which of some texts an image is most like. */
public final class ZeroShot {
  private final float[][] texts;
  private final double logitScale;

  /**
   * Labels by their embeddings.
   *
   * @param texts [labels][D], unit length
   * @param logitScale factor on cosine similarities
   */
  public ZeroShot(float[][] texts, double logitScale) {
    if (texts.length == 0) {
      throw new IllegalArgumentException("no labels");
    }
    this.texts = texts.clone();
    this.logitScale = logitScale;
  }

  /**
   * Softmax of the scaled similarities.
   *
   * @param image [D], unit length
   * @return a probability for each label; they sum to 1
   */
  public double[] probabilities(float[] image) {
    double[] logits = new double[texts.length];
    double largest = Double.NEGATIVE_INFINITY;
    for (int label = 0; label < texts.length; label++) {
      logits[label] = logitScale * dot(texts[label], image);
      largest = Math.max(largest, logits[label]);
    }
    double sum = 0;
    for (int label = 0; label < logits.length; label++) {
      logits[label] = Math.exp(logits[label] - largest);
      sum += logits[label];
    }
    for (int label = 0; label < logits.length; label++) {
      logits[label] /= sum;
    }
    return logits;
  }

  private static double dot(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "vectors of %d and %d dimensions do not compare".formatted(a.length, b.length));
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}

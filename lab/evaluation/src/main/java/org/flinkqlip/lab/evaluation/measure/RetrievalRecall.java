// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

/**
 * How often an image's own caption is among the nearest, and the reverse.
 *
 * @param pairs to choose from
 * @param textToImageAt1 share of captions whose image is the nearest
 * @param textToImageAt5 share of captions whose image is among the nearest 5
 * @param imageToTextAt1 share of images whose caption is the nearest
 * @param imageToTextAt5 share of images whose caption is among the nearest 5
 */
public record RetrievalRecall(
    int pairs,
    double textToImageAt1,
    double textToImageAt5,
    double imageToTextAt1,
    double imageToTextAt5) {
  /** Rejects figures that cannot be. */
  public RetrievalRecall {
    if (pairs < 2) {
      throw new IllegalArgumentException("retrieval needs at least 2 pairs: " + pairs);
    }
    Shares.check("textToImageAt1", textToImageAt1);
    Shares.check("textToImageAt5", textToImageAt5);
    Shares.check("imageToTextAt1", imageToTextAt1);
    Shares.check("imageToTextAt5", imageToTextAt5);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import static java.util.Objects.requireNonNull;

/**
 * Choices of an evaluation.
 *
 * @param count images of each data set; all if there are fewer
 * @param pairs of image and caption that retrieval chooses from; fewer if there are fewer captions
 * @param worst classes to name, at most
 * @param seed of the linear probe's split
 * @param templates sentences around class names
 */
public record EvaluationOptions(
    int count, int pairs, int worst, long seed, PromptTemplates templates) {
  /** 1,024 images and 256 pairs. */
  public static final EvaluationOptions DEFAULT =
      new EvaluationOptions(1024, 256, 5, 1, PromptTemplates.GENERAL);

  /** Rejects impossible values. */
  public EvaluationOptions {
    requireNonNull(templates, "templates is null");
    if (count < 1 || pairs < 2 || worst < 0) {
      throw new IllegalArgumentException(
          "at least 1 image and 2 pairs are needed, and no fewer than 0 classes named: %d, %d, %d"
              .formatted(count, pairs, worst));
    }
  }

  /** The same with another number of images. */
  public EvaluationOptions withCount(int value) {
    return new EvaluationOptions(value, pairs, worst, seed, templates);
  }

  /** The same with another seed. */
  public EvaluationOptions withSeed(long value) {
    return new EvaluationOptions(count, pairs, worst, value, templates);
  }

  /** The same with other sentences around class names. */
  public EvaluationOptions withTemplates(PromptTemplates value) {
    return new EvaluationOptions(count, pairs, worst, seed, value);
  }
}

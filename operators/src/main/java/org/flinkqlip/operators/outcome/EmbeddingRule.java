// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

/** The rule of embeddings: an index must never hold a number that is not finite. */
public final class EmbeddingRule {
  private EmbeddingRule() {}

  /**
   * Checks an embedding.
   *
   * @param category of the dead letter if a number is not finite
   */
  public static void check(float[] embedding, DeadLetterCategory category)
      throws RecordRuleException {
    for (float value : embedding) {
      if (!Float.isFinite(value)) {
        throw new RecordRuleException(
            category,
            "the embedding is not finite: use a bundle of a higher precision for such inputs");
      }
    }
  }
}

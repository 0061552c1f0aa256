// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import static java.util.Objects.requireNonNull;

/**
 * The text tower.
 *
 * @param transformer its blocks
 * @param vocabularySize number of token ids
 * @param contextLength most tokens of a text, start and end included
 * @param startOfText id of the start token
 * @param endOfText id of the end token; 2 stands for the older rule that pools at the largest id
 */
public record TextConfig(
    TransformerConfig transformer,
    int vocabularySize,
    int contextLength,
    int startOfText,
    int endOfText) {

  public TextConfig {
    requireNonNull(transformer, "transformer is null");
    if (vocabularySize < 1 || contextLength < 2) {
      throw new IllegalArgumentException("vocabulary and context must not be empty");
    }
  }
}

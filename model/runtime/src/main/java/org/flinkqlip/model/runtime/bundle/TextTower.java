// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How texts enter the text tower.
 *
 * @param contextLength most tokens of a text, start and end included
 * @param vocabularySize number of token ids
 * @param startOfText id of the start token
 * @param endOfText id of the end token
 * @param logitScale factor on cosine similarities before a softmax over labels
 */
public record TextTower(
    @JsonProperty(required = true) int contextLength,
    @JsonProperty(required = true) int vocabularySize,
    @JsonProperty(required = true) int startOfText,
    @JsonProperty(required = true) int endOfText,
    @JsonProperty(required = true) double logitScale) {

  public TextTower {
    if (contextLength < 2 || vocabularySize < 1) {
      throw new IllegalArgumentException("context and vocabulary must not be empty");
    }
    if (startOfText < 0 || endOfText < 0) {
      throw new IllegalArgumentException("token ids must not be negative");
    }
    if (!(logitScale > 0)) {
      throw new IllegalArgumentException("logit scale must be positive: " + logitScale);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The text vocabulary; exactly one of path and size.
 *
 * @param path folder with vocab.json and merges.txt, relative to the configuration's folder
 * @param size ids of a vocabulary that is learned from the captions before the training
 * @param captions how many captions it is learned from
 */
public record VocabularySection(@Nullable Path path, @Nullable Integer size, Integer captions) {
  private static final int CAPTIONS = 20_000;

  public VocabularySection {
    if ((path == null) == (size == null)) {
      throw new IllegalArgumentException("needs either path or size, and not both");
    }
    captions = Checks.orElse(captions, CAPTIONS);
    Checks.positive(captions, "captions");
    if (size != null) {
      Checks.positive(size, "size");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The architecture, in the keys of the published {@code config.json}; exactly one of the two. Size
 * of the vocabulary and ids of its special tokens are set to those of the run's vocabulary.
 *
 * @param path of a {@code config.json}, relative to the configuration's folder
 * @param config its content, written out in YAML
 */
public record ModelSection(@Nullable Path path, @Nullable JsonNode config) {

  public ModelSection {
    if ((path == null) == (config == null)) {
      throw new IllegalArgumentException("needs either path or config, and not both");
    }
    if (config != null && !config.isObject()) {
      throw new IllegalArgumentException("config must be the keys of a config.json");
    }
  }
}

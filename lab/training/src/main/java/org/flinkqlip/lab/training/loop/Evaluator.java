// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Measures a model while it is trained. */
interface Evaluator {

  /**
   * Scores by name.
   *
   * @param checkpoint in the published layout
   */
  Map<String, Double> evaluate(Path checkpoint) throws IOException;
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import java.util.List;

/**
 * What became of a sample of inputs that were computed again.
 *
 * @param inputs whose results were compared
 * @param left inputs of the sample that could not be: their records are gone by now, or what they
 *     name cannot be fetched any more, or is another content now
 * @param violations results that differ
 */
public record RecomputedSample(int inputs, int left, List<Violation> violations) {

  /** Copies the list. */
  public RecomputedSample {
    violations = List.copyOf(violations);
  }
}

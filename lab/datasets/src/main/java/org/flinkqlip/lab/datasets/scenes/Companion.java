// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import static java.util.Objects.requireNonNull;

/**
 * A small figure of another kind beside the main one.
 *
 * @param figure exactly one
 * @param relation where the main figure is, seen from this one
 */
public record Companion(Figures figure, Relation relation) {
  public Companion {
    requireNonNull(figure, "figure is null");
    requireNonNull(relation, "relation is null");
    if (figure.count() != 1) {
      throw new IllegalArgumentException("a companion is one figure, not " + figure.count());
    }
  }
}

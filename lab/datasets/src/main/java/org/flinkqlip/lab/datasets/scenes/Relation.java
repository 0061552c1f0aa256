// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import java.util.List;

/** Where the main figure is, seen from its companion. */
public enum Relation {
  LEFT_OF(List.of("to the left of", "left of"), "on its right"),
  RIGHT_OF(List.of("to the right of", "right of"), "on its left"),
  ABOVE(List.of("above", "over"), "below it"),
  BELOW(List.of("below", "under"), "above it");

  private final List<String> phrases;
  private final String inverse;

  Relation(List<String> phrases, String inverse) {
    this.phrases = phrases;
    this.inverse = inverse;
  }

  /** What goes between the main figure and its companion. */
  public List<String> phrases() {
    return phrases;
  }

  /** Where the companion is, seen from the main figure. */
  String inverse() {
    return inverse;
  }

  boolean horizontal() {
    return this == LEFT_OF || this == RIGHT_OF;
  }

  boolean mainFirst() {
    return this == LEFT_OF || this == ABOVE;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import java.util.List;

/** Where one figure is, how several are arranged, or that a companion's place tells it. */
public enum Placement {
  TOP_LEFT("in the top left", "in the upper left"),
  TOP("at the top"),
  TOP_RIGHT("in the top right", "in the upper right"),
  LEFT("on the left"),
  MIDDLE("in the middle", "in the centre"),
  RIGHT("on the right"),
  BOTTOM_LEFT("in the bottom left", "in the lower left"),
  BOTTOM("at the bottom"),
  BOTTOM_RIGHT("in the bottom right", "in the lower right"),
  SIDE_BY_SIDE("side by side", "next to each other"),
  STACKED("one above the other"),
  ROW("in a row"),
  COLUMN("in a column"),
  DIAGONAL("in a diagonal line", "diagonally"),
  GROUP("in a group", "together"),
  BY_COMPANION();

  /** The nine places of one figure, row-major. */
  static final List<Placement> OF_ONE =
      List.of(TOP_LEFT, TOP, TOP_RIGHT, LEFT, MIDDLE, RIGHT, BOTTOM_LEFT, BOTTOM, BOTTOM_RIGHT);

  private final List<String> phrases;

  Placement(String... phrases) {
    this.phrases = List.of(phrases);
  }

  /** What captions may say of it, the usual phrase first; nothing if a companion tells it. */
  public List<String> phrases() {
    return phrases;
  }
}

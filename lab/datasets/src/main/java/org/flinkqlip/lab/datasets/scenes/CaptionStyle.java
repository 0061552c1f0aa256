// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import java.util.Locale;

/** How much captions tell. */
public enum CaptionStyle {
  /** From the kind alone ("a red circle") to everything: what to train on. */
  MIXED(0.18, 0.42),
  /**
   * Mostly the kind alone: to end a training with. Full captions hardly need the shape to be told
   * apart, so that it is learned last.
   */
  TERSE(0.6, 0.2),
  /** Everything that sets a scene apart: what to search with. */
  FULL(0, 1);

  private final double bare;
  private final double complete;

  CaptionStyle(double bare, double complete) {
    this.bare = bare;
    this.complete = complete;
  }

  /** Share of captions that tell the kind alone. */
  double bare() {
    return bare;
  }

  /** Share of captions that tell everything; the rest tell each attribute or not. */
  double complete() {
    return complete;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

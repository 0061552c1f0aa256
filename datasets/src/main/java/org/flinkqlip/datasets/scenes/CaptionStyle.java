package org.flinkqlip.datasets.scenes;

/** How much captions tell. */
public enum CaptionStyle {
  /** From the kind alone ("a red circle") to everything: what to train on. */
  MIXED,
  /** Everything that sets a scene apart: what to search with. */
  FULL
}

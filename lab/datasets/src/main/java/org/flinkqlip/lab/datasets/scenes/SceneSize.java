// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import java.util.List;

/** Sizes of figures, far enough apart to be told. */
public enum SceneSize {
  SMALL("small", "tiny", "little"),
  MEDIUM("medium"),
  LARGE("large", "big", "huge");

  private final List<String> words;

  SceneSize(String... words) {
    this.words = List.of(words);
  }

  /** What captions may call it, the usual word first. */
  public List<String> words() {
    return words;
  }
}

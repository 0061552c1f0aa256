// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import java.util.List;

/** What covers a figure. */
public enum SceneTexture {
  PLAIN(List.of(), ""),
  STRIPED(List.of("striped"), "stripes"),
  DOTTED(List.of("dotted", "spotted"), "dots");

  private final List<String> adjectives;
  private final String marks;

  SceneTexture(List<String> adjectives, String marks) {
    this.adjectives = adjectives;
    this.marks = marks;
  }

  /** What captions may call it, the usual word first; none for plain. */
  public List<String> adjectives() {
    return adjectives;
  }

  /** The noun for "with ..."; empty for plain. */
  String marks() {
    return marks;
  }
}

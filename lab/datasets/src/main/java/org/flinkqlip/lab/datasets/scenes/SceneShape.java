// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import java.util.List;

/** Shapes of figures. */
public enum SceneShape {
  CIRCLE(Outline.circle(), "circle", "circles", "disc", "discs"),
  SQUARE(Outline.square(), "square", "squares", "box", "boxes"),
  TRIANGLE(Outline.triangle(), "triangle", "triangles"),
  STAR(Outline.star(), "star", "stars"),
  HEART(Outline.heart(), "heart", "hearts"),
  CROSS(Outline.cross(), "cross", "crosses", "plus", "pluses"),
  RING(Outline.ring(), "ring", "rings", "hoop", "hoops"),
  MOON(Outline.crescent(), "moon", "moons", "crescent", "crescents");

  private final Outline outline;
  private final List<Noun> nouns;

  /**
   * A name in both numbers.
   *
   * @param one singular
   * @param several plural
   */
  public record Noun(String one, String several) {
    String of(int count) {
      return count == 1 ? one : several;
    }
  }

  SceneShape(Outline outline, String one, String several) {
    this.outline = outline;
    this.nouns = List.of(new Noun(one, several));
  }

  SceneShape(Outline outline, String one, String several, String synonym, String synonyms) {
    this.outline = outline;
    this.nouns = List.of(new Noun(one, several), new Noun(synonym, synonyms));
  }

  Outline outline() {
    return outline;
  }

  /** What captions may call it, the usual noun first. */
  public List<Noun> nouns() {
    return nouns;
  }
}

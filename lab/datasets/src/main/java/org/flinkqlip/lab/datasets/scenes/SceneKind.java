// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.lab.datasets.IndefiniteArticle;

/**
 * A shape and a colour: what a scene's class is. Labels and the choice of unseen kinds follow the
 * order of the enums, which is therefore part of the data.
 */
public record SceneKind(SceneShape shape, SceneColor color) {
  /** All 64, by label. */
  public static final List<SceneKind> ALL = all();

  /** The 56 that training draws. */
  public static final List<SceneKind> SEEN = ALL.stream().filter(kind -> !kind.unseen()).toList();

  /** The 8 that training never draws; each shape and each colour is in exactly one of them. */
  public static final List<SceneKind> UNSEEN = ALL.stream().filter(SceneKind::unseen).toList();

  public SceneKind {
    requireNonNull(shape, "shape is null");
    requireNonNull(color, "color is null");
  }

  /** Index of the class. */
  public int label() {
    return shape.ordinal() * SceneColor.values().length + color.ordinal();
  }

  /** Name of the class, such as "red circle". */
  public String title() {
    return color.word() + " " + shape.nouns().get(0).one();
  }

  /** What captions call one, two and three of the kind, such as "two red circles". */
  public List<String> phrases() {
    String several = color.word() + " " + shape.nouns().get(0).several();
    return List.of(IndefiniteArticle.before(title()), "two " + several, "three " + several);
  }

  /** Whether training never draws it. */
  public boolean unseen() {
    // Steps of 3 around 8 colours meet each colour once.
    return color.ordinal() == (3 * shape.ordinal() + 1) % SceneColor.values().length;
  }

  private static List<SceneKind> all() {
    List<SceneKind> kinds = new ArrayList<>();
    for (SceneShape shape : SceneShape.values()) {
      for (SceneColor color : SceneColor.values()) {
        kinds.add(new SceneKind(shape, color));
      }
    }
    return List.copyOf(kinds);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import java.util.List;

/** Colours of backgrounds: mostly muted, so that figures stand out. */
public enum SceneBackground {
  WHITE(0xf4f4f2, "white"),
  BLACK(0x1a1a1c, "black"),
  GREY(0x84888c, "grey", "gray"),
  BEIGE(0xd9c39a, "beige"),
  PINK(0xf0a6c0, "pink"),
  BROWN(0x6e4a30, "brown"),
  TEAL(0x1e8c90, "teal");

  /** How far a figure's colour must be from its background's. */
  static final double LEAST_DISTANCE = 95;

  private static final double GRADIENT_SHARE = 0.3;

  private final int rgb;
  private final List<String> words;

  SceneBackground(int rgb, String... words) {
    this.rgb = rgb;
    this.words = List.of(words);
  }

  /** 0xRRGGBB in neutral light. */
  public int rgb() {
    return rgb;
  }

  /** What captions may call it, the usual word first. */
  public List<String> words() {
    return words;
  }

  /** Where a gradient that starts at {@link #rgb} ends. */
  int gradientEnd() {
    return Rgb.shade(rgb, GRADIENT_SHARE);
  }

  /** Whether figures of a colour are clearly seen, at either end of a gradient too. */
  public boolean shows(SceneColor color) {
    return Rgb.distance(rgb, color.rgb()) >= LEAST_DISTANCE
        && Rgb.distance(gradientEnd(), color.rgb()) >= LEAST_DISTANCE;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import java.util.Locale;

/** Colours of figures. */
public enum SceneColor {
  RED(0xd62828),
  ORANGE(0xf58216),
  YELLOW(0xf5d328),
  GREEN(0x2a9d3c),
  BLUE(0x2356d0),
  PURPLE(0x8a2fb4),
  WHITE(0xf7f7f5),
  BLACK(0x161618);

  private final int rgb;

  SceneColor(int rgb) {
    this.rgb = rgb;
  }

  /** 0xRRGGBB in neutral light, before a scene's own tint. */
  public int rgb() {
    return rgb;
  }

  /** As captions say it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package org.flinkqlip.local.feed;

import java.awt.Color;
import java.util.Locale;

/** Colours of shapes and backgrounds. */
enum SceneColor {
  RED(0xD6, 0x27, 0x28),
  GREEN(0x2C, 0xA0, 0x2C),
  BLUE(0x1F, 0x5F, 0xC4),
  YELLOW(0xF2, 0xC8, 0x0F),
  ORANGE(0xFF, 0x7F, 0x0E),
  PURPLE(0x8E, 0x44, 0xAD),
  WHITE(0xF8, 0xF8, 0xF8),
  BLACK(0x14, 0x14, 0x14),
  GREY(0x80, 0x80, 0x80);

  private final Color color;

  SceneColor(int red, int green, int blue) {
    color = new Color(red, green, blue);
  }

  Color awt() {
    return color;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word with its article. */
  String withArticle() {
    return (this == ORANGE ? "an " : "a ") + word();
  }
}

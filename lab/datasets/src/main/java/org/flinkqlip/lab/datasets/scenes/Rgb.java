// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

/** Arithmetic on colours as 0xRRGGBB. */
final class Rgb {
  private Rgb() {}

  static int of(int red, int green, int blue) {
    return clamp(red) << 16 | clamp(green) << 8 | clamp(blue);
  }

  static int red(int rgb) {
    return rgb >> 16 & 0xff;
  }

  static int green(int rgb) {
    return rgb >> 8 & 0xff;
  }

  static int blue(int rgb) {
    return rgb & 0xff;
  }

  /** The way from one colour to another; {@code share} 0 gives the first, 1 the second. */
  static int mix(int from, int to, double share) {
    return of(
        (int) Math.round(red(from) + share * (red(to) - red(from))),
        (int) Math.round(green(from) + share * (green(to) - green(from))),
        (int) Math.round(blue(from) + share * (blue(to) - blue(from))));
  }

  /** Euclidean, from 0 to 441. */
  static double distance(int a, int b) {
    int red = red(a) - red(b);
    int green = green(a) - green(b);
    int blue = blue(a) - blue(b);
    return Math.sqrt(red * red + green * green + blue * blue);
  }

  /** The same colour in another tone, clearly told apart from it: darker, or lighter if dark. */
  static int shade(int rgb, double share) {
    boolean dark = red(rgb) + green(rgb) + blue(rgb) < 180;
    return mix(rgb, dark ? 0xffffff : 0x000000, share);
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }
}

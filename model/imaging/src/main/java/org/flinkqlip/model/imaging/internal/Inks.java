// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal;

/** CMYK to RGB as Pillow does it, without any colour profile. */
public final class Inks {

  private Inks() {}

  /**
   * The light, 0 to 255, that an ink leaves.
   *
   * @param ink amount of cyan, magenta or yellow, 0 to 255
   * @param white 255 less the amount of black
   */
  public static int light(int ink, int white) {
    int product = ink * white + 128;
    int absorbed = ((product >> 8) + product) >> 8; // ink * white / 255, exactly rounded
    return Math.min(Math.max(white - absorbed, 0), 255);
  }
}

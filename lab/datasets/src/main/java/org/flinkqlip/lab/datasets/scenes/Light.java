// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import static java.util.Objects.requireNonNull;

/**
 * Light on a whole scene.
 *
 * @param lighting how captions call it
 * @param brightness factor on all colours in the middle of the scene
 * @param slope by what share of it the factor grows from the middle to the far side
 * @param angle the way it grows, in radians clockwise from the right
 */
public record Light(Lighting lighting, double brightness, double slope, double angle) {
  public Light {
    requireNonNull(lighting, "lighting is null");
    if (!(brightness > 0 && slope >= 0 && slope < 1)) {
      throw new IllegalArgumentException(
          "no light of brightness %s and slope %s".formatted(brightness, slope));
    }
  }
}

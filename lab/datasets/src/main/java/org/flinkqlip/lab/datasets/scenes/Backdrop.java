// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import static java.util.Objects.requireNonNull;

/**
 * What is behind the figures.
 *
 * @param color at the gradient's start, or everywhere
 * @param gradient whether it changes to another tone of the colour
 * @param angle the way of the change, in radians clockwise from the right
 */
public record Backdrop(SceneBackground color, boolean gradient, double angle) {
  public Backdrop {
    requireNonNull(color, "color is null");
  }
}

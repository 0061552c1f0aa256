// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Everything that is in a picture.
 *
 * @param main the figures that give the scene its class; larger than the companion
 * @param grain seed of the pixels' noise
 */
public record Scene(
    Figures main, Optional<Companion> companion, Backdrop backdrop, Light light, long grain) {
  public Scene {
    requireNonNull(main, "main is null");
    requireNonNull(companion, "companion is null");
    requireNonNull(backdrop, "backdrop is null");
    requireNonNull(light, "light is null");
    requireShown(main, backdrop);
    companion.ifPresent(other -> requireShown(other.figure(), backdrop));
  }

  private static void requireShown(Figures figures, Backdrop backdrop) {
    if (!backdrop.color().shows(figures.kind().color())) {
      throw new IllegalArgumentException(
          "a %s does not stand out from %s"
              .formatted(figures.kind().title(), backdrop.color().words().get(0)));
    }
  }
}

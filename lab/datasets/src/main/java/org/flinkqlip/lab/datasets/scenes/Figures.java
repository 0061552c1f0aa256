// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One to three figures that differ in nothing but their place.
 *
 * @param kind shape and colour
 * @param rgb 0xRRGGBB, the colour as this scene tints it, in neutral light
 * @param placement where they are
 * @param spots one for each figure
 */
public record Figures(
    SceneKind kind,
    int rgb,
    SceneTexture texture,
    SceneSize size,
    Placement placement,
    List<Spot> spots) {
  private static final int MOST = 3;

  public Figures {
    requireNonNull(kind, "kind is null");
    requireNonNull(texture, "texture is null");
    requireNonNull(size, "size is null");
    requireNonNull(placement, "placement is null");
    spots = List.copyOf(spots);
    if (spots.isEmpty() || spots.size() > MOST) {
      throw new IllegalArgumentException("a scene has 1 to 3 figures of a kind: " + spots.size());
    }
  }

  /** How many. */
  public int count() {
    return spots.size();
  }
}

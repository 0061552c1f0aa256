// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

/**
 * A square image cut into square patches.
 *
 * @param imageSize edge of the image in pixels
 * @param patchSize edge of a patch in pixels
 */
public record PatchGrid(int imageSize, int patchSize) {

  public PatchGrid {
    if (imageSize < 1 || patchSize < 1 || imageSize % patchSize != 0) {
      throw new IllegalArgumentException(
          "patches of %d pixels do not tile an image of %d".formatted(patchSize, imageSize));
    }
  }

  /** Patches along one edge. */
  public int side() {
    return imageSize / patchSize;
  }

  /** Patches of the image. */
  public int tokens() {
    return side() * side();
  }

  /** Values of one patch: P x P x 3. */
  public int patchValues() {
    return patchSize * patchSize * 3;
  }
}

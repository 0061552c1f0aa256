// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import ai.djl.ndarray.NDArray;
import org.flinkqlip.model.export.checkpoint.PatchGrid;

/** Images as rows of patches, in raster order; the values of a patch are ordered [3, P, P]. */
final class Patches {
  private Patches() {}

  /** [B, 3, S, S] to [B, N, 3 P P]. */
  static NDArray cut(NDArray pixels, PatchGrid grid) {
    int side = grid.side();
    int patch = grid.patchSize();
    return pixels
        .reshape(-1, 3, side, patch, side, patch)
        .transpose(0, 2, 4, 1, 3, 5)
        .reshape(-1, grid.tokens(), grid.patchValues());
  }

  /** [B, N, 3 P P] to [B, 3, S, S]. */
  static NDArray join(NDArray patches, PatchGrid grid) {
    int side = grid.side();
    int patch = grid.patchSize();
    return patches
        .reshape(-1, side, side, 3, patch, patch)
        .transpose(0, 3, 1, 4, 2, 5)
        .reshape(-1, 3, grid.imageSize(), grid.imageSize());
  }
}

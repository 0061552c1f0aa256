// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loss;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.flinkqlip.lab.training.network.Constant;
import org.flinkqlip.lab.training.network.VisionEncoder;

/**
 * Distance of images as a frozen vision encoder sees them. The paper takes LPIPS, whose VGG weights
 * cannot be shipped here; as there, features of several depths are scaled to unit length per
 * position and compared by squared distance. LPIPS's learnt weights of channels have no
 * counterpart.
 */
public final class PerceptualLoss {
  private final VisionEncoder encoder;
  private final List<Integer> blocks;

  /**
   * @param encoder whose weights are frozen
   * @param blocks whose outputs are compared, from 1
   * @throws IllegalArgumentException if blocks is empty or starts below 1
   */
  public PerceptualLoss(VisionEncoder encoder, List<Integer> blocks) {
    this.encoder = requireNonNull(encoder, "encoder is null");
    this.blocks = List.copyOf(blocks);
    if (blocks.isEmpty() || blocks.stream().anyMatch(block -> block < 1)) {
      throw new IllegalArgumentException("blocks must be one or more numbers from 1: " + blocks);
    }
  }

  /**
   * Scalar: squared distance of unit-length features, the mean over blocks and tokens. Its gradient
   * reaches the reconstruction alone.
   *
   * @param reconstruction [B, 3, S, S] in normalised pixel space
   * @param pixels the originals, alike
   */
  public NDArray of(NDArray reconstruction, NDArray pixels) {
    return of(reconstruction, encoder.hiddenStates(pixels.stopGradient()));
  }

  /**
   * The same where the encoder has seen the originals already.
   *
   * @param expected the originals' {@link VisionEncoder#hiddenStates}
   */
  public NDArray of(NDArray reconstruction, List<NDArray> expected) {
    List<NDArray> seen = encoder.hiddenStates(reconstruction);
    NDArray sum = null;
    for (int block : blocks) {
      NDArray distance =
          unit(seen.get(block))
              .sub(unit(expected.get(block)).stopGradient())
              .square()
              .sum(new int[] {-1})
              .mean();
      sum = sum == null ? distance : sum.add(distance);
    }
    return Constant.times(requireNonNull(sum, "no blocks are compared"), 1.0 / blocks.size());
  }

  private static NDArray unit(NDArray features) {
    return features.normalize(2, 2);
  }
}

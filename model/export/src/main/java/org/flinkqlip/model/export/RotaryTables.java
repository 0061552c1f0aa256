// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

/**
 * Cosines and sines of a 2-D rotary position embedding (EVA-02, arXiv:2303.11331): the first half
 * of a head turns with the row, the second with the column. Positions are interpolated to the grid
 * of pre-training.
 *
 * @param cos [positions, headSize / 2], one angle per adjacent pair
 * @param sin the same
 */
public record RotaryTables(float[] cos, float[] sin) {
  private static final double BASE = 10_000;

  /** Grid side of pre-training, fixed in the published network. */
  private static final double PRETRAINED_SIDE = 16;

  /**
   * Tables of a {@code side} x {@code side} grid in row-major order.
   *
   * @param unrotated positions in front of the grid that are not turned (the class token)
   */
  public static RotaryTables of(int side, int headSize, int unrotated) {
    int pairs = headSize / 2;
    int axisPairs = pairs / 2;
    float[] cos = new float[(unrotated + side * side) * pairs];
    float[] sin = new float[cos.length];
    java.util.Arrays.fill(cos, 0, unrotated * pairs, 1f);
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        int start = (unrotated + row * side + column) * pairs;
        for (int pair = 0; pair < axisPairs; pair++) {
          double frequency = Math.pow(BASE, -2.0 * pair / pairs);
          put(cos, sin, start + pair, frequency * row / side * PRETRAINED_SIDE);
          put(cos, sin, start + axisPairs + pair, frequency * column / side * PRETRAINED_SIDE);
        }
      }
    }
    return new RotaryTables(cos, sin);
  }

  private static void put(float[] cos, float[] sin, int index, double angle) {
    cos[index] = (float) Math.cos(angle);
    sin[index] = (float) Math.sin(angle);
  }
}

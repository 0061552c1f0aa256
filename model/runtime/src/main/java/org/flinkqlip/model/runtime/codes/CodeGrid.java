// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.codes;

import java.util.Arrays;

/**
 * The codes of one image.
 *
 * @param height rows of patches
 * @param width columns of patches
 * @param bits of one code
 * @param codes height x width codes in row-major order, each in [0, 2^bits)
 */
public record CodeGrid(int height, int width, int bits, int[] codes) {

  public CodeGrid {
    codes = codes.clone();
    if (height < 1 || width < 1 || codes.length != Math.multiplyExact(height, width)) {
      throw new IllegalArgumentException(
          "%d codes are no grid of %d x %d".formatted(codes.length, height, width));
    }
    if (bits < 1 || bits > CodeLayout.MAX_BITS) {
      throw new IllegalArgumentException(
          "a code has 1 to %d bits: %d".formatted(CodeLayout.MAX_BITS, bits));
    }
    for (int code : codes) {
      if (code < 0 || code >>> bits != 0) {
        throw new IllegalArgumentException("code %d has more than %d bits".formatted(code, bits));
      }
    }
  }

  /** A copy of the codes in row-major order. */
  @Override
  public int[] codes() {
    return codes.clone();
  }

  /** The code of the patch in that row and column. */
  public int at(int row, int column) {
    if (row < 0 || row >= height || column < 0 || column >= width) {
      throw new IndexOutOfBoundsException(
          "(%d, %d) is outside of %d x %d".formatted(row, column, height, width));
    }
    return codes[row * width + column];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CodeGrid grid
        && height == grid.height
        && width == grid.width
        && bits == grid.bits
        && Arrays.equals(codes, grid.codes);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * height + width) + bits) + Arrays.hashCode(codes);
  }

  @Override
  public String toString() {
    return "CodeGrid[%d x %d, %d bits]".formatted(height, width, bits);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

/**
 * A matrix [in, out] as integers times one scale for each column.
 *
 * @param values [in, out], of magnitudes up to {@link #LEVELS}
 * @param scales [out]
 */
record Int8Matrix(byte[] values, float[] scales) {
  /**
   * Processors without VNNI add two products of a uint8 and an int8 in 16 bits that saturate: 2 *
   * 255 * 64 is the most that fits. With 127 levels the same bundle would give other codes there.
   */
  static final int LEVELS = 64;

  /** Rounds {@code matrix}, which has {@code columns} columns. */
  static Int8Matrix of(float[] matrix, int columns) {
    float[] scales = new float[columns];
    for (int i = 0; i < matrix.length; i++) {
      scales[i % columns] = Math.max(scales[i % columns], Math.abs(matrix[i]) / LEVELS);
    }
    byte[] values = new byte[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      float scale = scales[i % columns];
      values[i] = scale == 0 ? 0 : (byte) Math.rint(matrix[i] / scale);
    }
    return new Int8Matrix(values, scales);
  }
}

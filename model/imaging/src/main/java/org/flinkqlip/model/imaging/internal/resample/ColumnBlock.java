// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.resample;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Some columns of some rows of an image, turned on their side: one line of ints for each column and
 * colour, with a lane for each row.
 */
final class ColumnBlock {
  /** Columns that fit. */
  static final int COLUMNS = 168;

  private static final VarHandle PAIR =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Rows that are walked through together: their words make whole cache lines. */
  private static final int STRIP = 16;

  private final int[][] words; // four bytes of all rows
  private final int[][] lines;
  private final int maxRows;
  private byte[] rows = new byte[0]; // the rows' bytes, close together
  private int stride;

  /**
   * @param maxRows rows that fit
   */
  ColumnBlock(int maxRows) {
    this.maxRows = maxRows;
    words = new int[3 * COLUMNS / 4][maxRows];
    lines = new int[3 * COLUMNS][maxRows];
  }

  /** Line {@code 3 * column + colour} of those turned. */
  int[][] lines() {
    return lines;
  }

  /**
   * Copies rows, since the image may have left the caches, and reading it across rows again and
   * again would wait for memory each time.
   *
   * @param rgb interleaved pixels
   * @param at index of the first pixel
   * @param imageStride bytes from row to row
   * @param columns columns to load
   * @param count rows to load
   */
  void load(byte[] rgb, int at, int imageStride, int columns, int count) {
    stride = 3 * columns;
    int capacity = Math.multiplyExact(stride, maxRows) + Long.BYTES; // pairs may reach beyond
    if (rows.length < capacity) {
      rows = new byte[capacity];
    }
    for (int row = 0; row < count; row++) {
      System.arraycopy(rgb, at + row * imageStride, rows, row * stride, stride);
    }
  }

  /**
   * Turns some of the columns loaded on their side.
   *
   * @param first the first of them
   * @param columns how many, at most {@value #COLUMNS}
   * @param count rows
   */
  void turn(int first, int columns, int count) {
    int pairs = (3 * columns + 7) / 8;
    for (int row = 0; row < count; row += STRIP) {
      int end = Math.min(row + STRIP, count);
      for (int i = 0; i < pairs; i++) {
        int[] low = words[2 * i];
        int[] high = words[2 * i + 1];
        int at = 3 * first + 8 * i;
        for (int r = row; r < end; r++) {
          long pair = (long) PAIR.get(rows, at + r * stride);
          low[r] = (int) pair;
          high[r] = (int) (pair >>> 32);
        }
      }
    }
    for (int i = 0; i < 2 * pairs; i++) {
      int line = 4 * i;
      Lanes.unpack(words[i], lines[line], lines[line + 1], lines[line + 2], lines[line + 3], count);
    }
  }
}

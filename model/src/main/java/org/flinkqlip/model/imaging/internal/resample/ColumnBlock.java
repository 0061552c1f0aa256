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

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Rows that are walked through together: their words make whole cache lines. */
  private static final int STRIP = 16;

  private final int[][] words; // four bytes of all rows
  private final int[][] lines;

  /**
   * @param rows rows that fit
   */
  ColumnBlock(int rows) {
    words = new int[3 * COLUMNS / 4][rows];
    lines = new int[3 * COLUMNS][rows];
  }

  /** Line {@code 3 * column + colour} of those loaded. */
  int[][] lines() {
    return lines;
  }

  /**
   * Loads columns.
   *
   * @param rgb interleaved pixels
   * @param at index of the first pixel
   * @param stride bytes from row to row
   * @param columns columns to load, at most {@value #COLUMNS}
   * @param rows rows to load
   */
  void load(byte[] rgb, int at, int stride, int columns, int rows) {
    int count = (3 * columns + 3) / 4;
    for (int row = 0; row < rows; row += STRIP) {
      int end = Math.min(row + STRIP, rows);
      // Whole words may reach beyond the last pixel.
      if (at + (end - 1) * stride + 4 * count <= rgb.length) {
        turn(rgb, at, stride, count, row, end);
      } else {
        turnCarefully(rgb, at, stride, count, row, end);
      }
    }
    for (int i = 0; i < count; i++) {
      int line = 4 * i;
      Lanes.unpack(words[i], lines[line], lines[line + 1], lines[line + 2], lines[line + 3], rows);
    }
  }

  private void turn(byte[] rgb, int at, int stride, int count, int row, int end) {
    for (int i = 0; i < count; i++) {
      int[] word = words[i];
      int first = at + 4 * i;
      for (int r = row; r < end; r++) {
        word[r] = (int) WORD.get(rgb, first + r * stride);
      }
    }
  }

  private void turnCarefully(byte[] rgb, int at, int stride, int count, int row, int end) {
    for (int i = 0; i < count; i++) {
      for (int r = row; r < end; r++) {
        int first = at + 4 * i + r * stride;
        int word = 0;
        for (int b = 0; b < Math.min(4, rgb.length - first); b++) {
          word |= (rgb[first + b] & 0xff) << (8 * b);
        }
        words[i][r] = word;
      }
    }
  }
}

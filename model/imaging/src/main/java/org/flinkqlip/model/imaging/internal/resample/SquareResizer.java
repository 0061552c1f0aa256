// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.resample;

import java.nio.ByteBuffer;
import org.flinkqlip.model.imaging.internal.RgbImage;

/**
 * Bicubic resize of the shortest edge to S, then the centre S x S crop.
 *
 * <p>As in Pillow, a horizontal pass comes first and both passes round to 8 bits; a pass that would
 * not change the size changes no sample. Only what the crop keeps is computed: output columns of
 * the crop for the input rows that output rows of the crop are made of. For use by one thread at a
 * time.
 *
 * <p>Both passes are sums of whole lines with one weight a line. For the horizontal pass lines are
 * columns, so blocks of the image are turned on their side and back.
 */
public final class SquareResizer {
  private final int size;
  private final ResizeBuffers scratch;

  /**
   * @param size edge S of the output, in pixels
   */
  public SquareResizer(int size) {
    this.size = size;
    this.scratch = new ResizeBuffers(size);
  }

  /**
   * Bytes that resizing an image takes at most: both windows, and the lines that a row of the
   * output is made of.
   *
   * @param size edge S of the output, in pixels
   */
  public static long bytes(int width, int height, int size) {
    double scale = Math.max((double) Math.min(width, height) / size, 1.0);
    long taps = 2 * (long) Math.ceil(2 * scale) + 1;
    long windows = 2 * (4L * size * taps + 8L * size + 8 * taps);
    long lines = 2 * (taps + 2L * ResizeBuffers.ROWS);
    return windows + lines * 12 * size + (1 << 20);
  }

  /** Writes uint8 [S, S, 3] to {@code target} at byte {@code offset}, by absolute puts. */
  public void resize(RgbImage image, ByteBuffer target, int offset) {
    int shortEdge = Math.min(image.width(), image.height());
    ResampleWindow columns = scratch.window(image.width(), resizedEdge(image.width(), shortEdge));
    ResampleWindow rows = scratch.window(image.height(), resizedEdge(image.height(), shortEdge));

    // Lines 0 to ready of the scratch are the rows from firstRow on, after the horizontal pass.
    int firstRow = rows.inputStart();
    int ready = 0;
    int y = 0;
    while (y < size) {
      int row = firstRow + ready;
      int count = Math.min(ResizeBuffers.ROWS, rows.inputEnd() - row);
      narrow(image, row, count, columns, scratch.lines(ready + count), ready);
      ready += count;
      for (; y < size && rows.end(y) <= firstRow + ready; y++) {
        vertical(rows, y, firstRow, ready);
        target.put(offset + 3 * size * y, scratch.output, 0, 3 * size);
      }
      if (y < size) {
        int done = Math.min(rows.start(y) - firstRow, ready);
        scratch.drop(done, ready);
        firstRow += done;
        ready -= done;
      }
    }
  }

  /** One row of the output, from the lines that are ready. */
  private void vertical(ResampleWindow rows, int y, int firstRow, int ready) {
    int[] sums = scratch.sums[0];
    Lanes.accumulate(
        rows,
        scratch.lines(ready),
        firstRow,
        firstRow + ready,
        scratch.sums,
        y,
        y + 1,
        1,
        3 * size);
    Lanes.toSamples(sums, 3 * size);
    for (int i = 0; i < sums.length; i++) {
      scratch.output[i] = (byte) sums[i];
    }
  }

  private int resizedEdge(int edge, int shortEdge) {
    return edge == shortEdge ? size : (int) ((double) ((long) size * edge) / shortEdge);
  }

  /** The horizontal pass of some rows, into lines from {@code at} on. */
  private void narrow(
      RgbImage image, int firstRow, int rows, ResampleWindow columns, int[][] lines, int at) {
    int left = columns.inputStart();
    scratch.columns.load(
        image.rgb(), image.at(left, firstRow), 3 * image.width(), columns.inputEnd() - left, rows);
    int x = 0;
    while (x < size) {
      int start = columns.start(x);
      int end = x + 1;
      while (end < size
          && end - x < ColumnBlock.COLUMNS
          && columns.end(end) - start <= ColumnBlock.COLUMNS) {
        end++;
      }
      int[][] sums = scratch.narrowed;
      // One load, unless even one output is made of more columns than fit.
      for (int column = start; column < columns.end(end - 1); column += ColumnBlock.COLUMNS) {
        int endColumn = Math.min(column + ColumnBlock.COLUMNS, columns.end(end - 1));
        scratch.columns.turn(column - columns.inputStart(), endColumn - column, rows);
        Lanes.accumulate(
            columns, scratch.columns.lines(), column, endColumn, sums, x, end, 3, rows);
      }
      turnBack(sums, 3 * (end - x), rows, lines, at, 3 * x);
      x = end;
    }
  }

  /**
   * Columns' sums become samples of as many lines.
   *
   * @param count columns times colours
   * @param at index of the first one in each line
   */
  private static void turnBack(
      int[][] sums, int count, int rows, int[][] lines, int firstLine, int at) {
    for (int i = 0; i < count; i++) {
      Lanes.toSamples(sums[i], rows);
    }
    int i = 0;
    for (; i + 6 <= count; i += 6) {
      turnSix(sums, i, rows, lines, firstLine, at + i);
    }
    for (; i < count; i++) {
      for (int row = 0; row < rows; row++) {
        lines[firstLine + row][at + i] = sums[i][row];
      }
    }
  }

  /** Finding a line costs as much as writing to it, so six samples are written at once. */
  private static void turnSix(
      int[][] columns, int first, int rows, int[][] lines, int firstLine, int at) {
    int[] a = columns[first];
    int[] b = columns[first + 1];
    int[] c = columns[first + 2];
    int[] d = columns[first + 3];
    int[] e = columns[first + 4];
    int[] f = columns[first + 5];
    for (int row = 0; row < rows; row++) {
      int[] samples = lines[firstLine + row];
      samples[at] = a[row];
      samples[at + 1] = b[row];
      samples[at + 2] = c[row];
      samples[at + 3] = d[row];
      samples[at + 4] = e[row];
      samples[at + 5] = f[row];
    }
  }
}

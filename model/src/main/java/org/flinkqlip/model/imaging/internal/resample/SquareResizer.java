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

  /** Writes uint8 [S, S, 3] to {@code target} at byte {@code offset}, by absolute puts. */
  public void resize(RgbImage image, ByteBuffer target, int offset) {
    int shortEdge = Math.min(image.width(), image.height());
    ResampleWindow columns = scratch.window(image.width(), resizedEdge(image.width(), shortEdge));
    ResampleWindow rows = scratch.window(image.height(), resizedEdge(image.height(), shortEdge));

    for (int[] sums : scratch.sums) {
      Lanes.clear(sums, 3 * size);
    }
    for (int row = rows.inputStart(); row < rows.inputEnd(); row += ResizeBuffers.ROWS) {
      int end = Math.min(row + ResizeBuffers.ROWS, rows.inputEnd());
      narrow(image, row, end - row, columns);
      Lanes.accumulate(rows, scratch.rows, row, end, scratch.sums, 0, size, 1, 3 * size);
    }
    for (int y = 0; y < size; y++) {
      Lanes.toSamples(scratch.sums[y], 3 * size);
      store(scratch.sums[y], scratch.output, 3 * size * y);
    }
    target.put(offset, scratch.output, 0, scratch.output.length);
  }

  private int resizedEdge(int edge, int shortEdge) {
    return edge == shortEdge ? size : (int) ((double) ((long) size * edge) / shortEdge);
  }

  /** The horizontal pass of some rows, into {@link ResizeBuffers#rows}. */
  private void narrow(RgbImage image, int firstRow, int rows, ResampleWindow columns) {
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
      for (int i = 0; i < 3 * (end - x); i++) {
        Lanes.clear(sums[i], rows);
      }
      // One load, unless even one output is made of more columns than fit.
      for (int column = start; column < columns.end(end - 1); column += ColumnBlock.COLUMNS) {
        int endColumn = Math.min(column + ColumnBlock.COLUMNS, columns.end(end - 1));
        scratch.columns.load(
            image.rgb(), image.at(column, firstRow), 3 * image.width(), endColumn - column, rows);
        Lanes.accumulate(
            columns, scratch.columns.lines(), column, endColumn, sums, x, end, 3, rows);
      }
      for (int i = 0; i < end - x; i++) {
        turnBack(sums[3 * i], sums[3 * i + 1], sums[3 * i + 2], scratch.rows, 3 * (x + i), rows);
      }
      x = end;
    }
  }

  /** Three columns' sums become samples of as many rows. */
  private static void turnBack(
      int[] red, int[] green, int[] blue, int[][] rows, int at, int count) {
    Lanes.toSamples(red, count);
    Lanes.toSamples(green, count);
    Lanes.toSamples(blue, count);
    for (int row = 0; row < count; row++) {
      int[] samples = rows[row];
      samples[at] = red[row];
      samples[at + 1] = green[row];
      samples[at + 2] = blue[row];
    }
  }

  private static void store(int[] samples, byte[] out, int at) {
    for (int i = 0; i < samples.length; i++) {
      out[at + i] = (byte) samples[i];
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.png;

import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;

/** Rows of one pass with their filters undone (PNG specification, clause 9). */
final class PngRows {
  /** Inflated at once, if rows are short: a call to zlib is dear. */
  static final int CHUNK_BYTES = 1 << 15;

  private final ImageBytes in;
  private final PngDataStream data;
  private final byte[] chunk;
  private int rowsLeft; // not yet inflated
  private int chunkAt;
  private int chunkEnd;
  private byte[] line; // the filter byte, then the row
  private byte[] previous;
  private final int pixelBytes;

  /**
   * @param rowBytes bytes of a row without its filter byte
   * @param pixelBytes bytes to the corresponding byte of the pixel on the left, at least 1
   * @param rows in this pass
   */
  PngRows(ImageBytes in, PngDataStream data, int rowBytes, int pixelBytes, int rows) {
    this.in = in;
    this.data = data;
    this.pixelBytes = pixelBytes;
    this.rowsLeft = rows;
    this.line = new byte[rowBytes + 1];
    this.previous = new byte[rowBytes + 1];
    this.chunk = new byte[line.length * Math.min(rows, Math.max(CHUNK_BYTES / line.length, 1))];
  }

  /** The next row; it starts at index 1 and is valid until the next call. */
  byte[] next() throws ImageRejectedException {
    byte[] swap = previous;
    previous = line;
    line = swap;
    if (chunkAt == chunkEnd) {
      inflate();
    }
    System.arraycopy(chunk, chunkAt, line, 0, line.length);
    chunkAt += line.length;
    switch (line[0]) {
      case 0 -> {}
      case 1 -> PngFilters.undoSub(line, pixelBytes);
      case 2 -> PngFilters.undoUp(line, previous);
      case 3 -> PngFilters.undoAverage(line, previous, pixelBytes);
      case 4 -> PngFilters.undoPaeth(line, previous, pixelBytes);
      default -> throw in.corrupt("unknown row filter " + (line[0] & 0xff));
    }
    return line;
  }

  /** Never more than the pass has: what follows the pixels may be broken. */
  private void inflate() throws ImageRejectedException {
    int rows = Math.min(rowsLeft, chunk.length / line.length);
    chunkAt = 0;
    chunkEnd = rows * line.length;
    data.read(chunk, chunkEnd);
    rowsLeft -= rows;
  }
}

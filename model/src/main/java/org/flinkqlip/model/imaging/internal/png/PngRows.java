package org.flinkqlip.model.imaging.internal.png;

import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;

/** Rows of one pass with their filters undone (PNG specification, clause 9). */
final class PngRows {
  private final ImageBytes in;
  private final PngDataStream data;
  private final int pixelBytes;
  private byte[] line; // the filter byte, then the row
  private byte[] previous;

  /**
   * @param rowBytes bytes of a row without its filter byte
   * @param pixelBytes bytes to the corresponding byte of the pixel on the left, at least 1
   */
  PngRows(ImageBytes in, PngDataStream data, int rowBytes, int pixelBytes) {
    this.in = in;
    this.data = data;
    this.pixelBytes = pixelBytes;
    this.line = new byte[rowBytes + 1];
    this.previous = new byte[rowBytes + 1];
  }

  /** The next row; it starts at index 1 and is valid until the next call. */
  byte[] next() throws ImageRejectedException {
    byte[] swap = previous;
    previous = line;
    line = swap;
    data.read(line, line.length);
    switch (line[0]) {
      case 0 -> {}
      case 1 -> sub();
      case 2 -> up();
      case 3 -> average();
      case 4 -> paeth();
      default -> throw in.corrupt("unknown row filter " + (line[0] & 0xff));
    }
    return line;
  }

  private void sub() {
    for (int i = pixelBytes + 1; i < line.length; i++) {
      line[i] += line[i - pixelBytes];
    }
  }

  private void up() {
    for (int i = 1; i < line.length; i++) {
      line[i] += previous[i];
    }
  }

  private void average() {
    for (int i = 1; i < line.length; i++) {
      int left = i > pixelBytes ? line[i - pixelBytes] & 0xff : 0;
      line[i] += (byte) ((left + (previous[i] & 0xff)) >> 1);
    }
  }

  private void paeth() {
    for (int i = 1; i < line.length; i++) {
      int left = i > pixelBytes ? line[i - pixelBytes] & 0xff : 0;
      int above = previous[i] & 0xff;
      int corner = i > pixelBytes ? previous[i - pixelBytes] & 0xff : 0;
      int toLeft = Math.abs(above - corner);
      int toAbove = Math.abs(left - corner);
      int toCorner = Math.abs(left + above - 2 * corner);
      int predicted;
      if (toLeft <= toAbove && toLeft <= toCorner) {
        predicted = left;
      } else {
        predicted = toAbove <= toCorner ? above : corner;
      }
      line[i] += (byte) predicted;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.bmp;

import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;

/** RLE8 and RLE4: runs, literal stretches and jumps over pixels that keep index 0. */
final class BmpRunLengths {
  private static final int END_OF_LINE = 0;
  private static final int END_OF_BITMAP = 1;
  private static final int DELTA = 2;

  private final ImageBytes in;
  private final int width;
  private final byte[] indices; // [height, width], first stored row first
  private final boolean nibbles;
  private int x;
  private int y;

  BmpRunLengths(ImageBytes in, BmpHeader header) {
    this.in = in;
    this.width = header.width();
    this.indices = new byte[Math.multiplyExact(header.width(), header.height())];
    this.nibbles = header.compression() == BmpHeader.Compression.RLE4;
  }

  /** The palette index of every pixel, in stored order of rows. */
  byte[] decode(int start) throws ImageRejectedException {
    long at = start;
    int height = indices.length / width;
    while (y < height) {
      int count = in.u8(at);
      int value = in.u8(at + 1);
      at += 2;
      if (count > 0) {
        run(count, value);
      } else if (value == END_OF_LINE) {
        x = 0;
        y++;
      } else if (value == END_OF_BITMAP) {
        return indices;
      } else if (value == DELTA) {
        x = Math.min(x + in.u8(at), width);
        y += in.u8(at + 1);
        at += 2;
      } else {
        literals(at, value);
        int bytes = nibbles ? (value + 1) / 2 : value;
        at += bytes + (bytes & 1);
      }
    }
    return indices;
  }

  /** Pixels beyond the end of a row are dropped, without a step for each of them. */
  private void run(int count, int value) {
    int visible = Math.min(count, width - x);
    int at = y * width + x;
    for (int i = 0; i < visible; i++) {
      indices[at + i] = (byte) (nibbles ? nibble(value, i) : value);
    }
    x += visible;
  }

  private void literals(long at, int count) throws ImageRejectedException {
    in.require(at, nibbles ? (count + 1) / 2 : count);
    int visible = Math.min(count, width - x);
    for (int i = 0; i < visible; i++) {
      indices[y * width + x + i] = (byte) (nibbles ? nibble(in.u8(at + i / 2), i) : in.u8(at + i));
    }
    x += visible;
  }

  private static int nibble(int value, int position) {
    return position % 2 == 0 ? value >> 4 : value & 0xf;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.tiff;

import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.LzwRuns;

/** LZW in TIFF 6.0 (section 13): most significant bit first, lengths grow one code early. */
final class TiffLzw {
  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int FIRST_BITS = 9;
  private static final int MAX_BITS = 12;

  private TiffLzw() {}

  /** Fills {@code out}. */
  static void decode(ImageBytes in, byte[] data, byte[] out) throws ImageRejectedException {
    if (data.length > 1 && data[0] == 0 && (data[1] & 1) == 1) {
      throw in.unsupported("LZW as in TIFF 5.0");
    }
    LzwRuns runs = new LzwRuns(in, out, CLEAR);
    int bits = FIRST_BITS;
    int buffer = 0;
    int bufferBits = 0;
    int at = 0;
    while (!runs.isFull()) {
      while (bufferBits < bits) {
        if (at == data.length) {
          throw in.truncated();
        }
        buffer = (buffer << 8) | (data[at++] & 0xff);
        bufferBits += 8;
      }
      bufferBits -= bits;
      int code = buffer >>> bufferBits & (1 << bits) - 1;
      if (code == CLEAR) {
        runs.clear();
        bits = FIRST_BITS;
      } else if (code == END) {
        throw in.truncated();
      } else {
        runs.append(code);
        if (runs.next() == (1 << bits) - 1 && bits < MAX_BITS) {
          bits++;
        }
      }
    }
  }
}

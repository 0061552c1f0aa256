// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.gif;

import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.LzwRuns;

/**
 * LZW in GIF: codes of growing length, least significant bit first, in sub-blocks (appendix F).
 *
 * <p>The length grows where a run is added whose code is the last one that fits. Where the first
 * run's code is already too long, with a minimum code size below 2, it never does.
 */
final class GifLzw {
  private static final int MAX_BITS = 12;

  private final ImageBytes in;
  private final int minimumBits;
  private long at; // next byte
  private int blockLeft;
  private int bitBuffer;
  private int bitCount;

  /**
   * @param start offset of the first sub-block
   * @param minimumBits the image's minimum code size
   */
  GifLzw(ImageBytes in, long start, int minimumBits) throws ImageRejectedException {
    if (minimumBits > MAX_BITS) {
      throw in.corrupt("a minimum code size of " + minimumBits);
    }
    this.in = in;
    this.at = start;
    this.minimumBits = minimumBits;
  }

  /** The first {@code count} indices. */
  byte[] decode(int count) throws ImageRejectedException {
    byte[] out = new byte[count];
    int clear = 1 << minimumBits;
    LzwRuns runs = new LzwRuns(in, out, clear);
    int bits = minimumBits + 1;
    while (!runs.isFull()) {
      int code = code(bits);
      if (code == clear) {
        runs.clear();
        bits = minimumBits + 1;
      } else if (code == clear + 1) {
        throw in.truncated();
      } else {
        boolean added = runs.append(code);
        if (added && runs.next() == 1 << bits && bits < MAX_BITS) {
          bits++;
        }
      }
    }
    return out;
  }

  private int code(int bits) throws ImageRejectedException {
    while (bitCount < bits) {
      if (blockLeft == 0) {
        blockLeft = in.u8(at++);
        if (blockLeft == 0) {
          throw in.truncated();
        }
      }
      bitBuffer |= in.u8(at++) << bitCount;
      bitCount += 8;
      blockLeft--;
    }
    int code = bitBuffer & (1 << bits) - 1;
    bitBuffer >>>= bits;
    bitCount -= bits;
    return code;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import java.util.ArrayDeque;
import org.flinkqlip.model.imaging.internal.PixelBuffer;
import org.flinkqlip.model.imaging.internal.resample.SquareResizer;

/**
 * The memory that images are prepared in: as many pieces as there were ever calls at once. It is a
 * pool, not thread-local, so that none of it outlives the preprocessor on a thread of somebody
 * else.
 */
final class ScratchPool {

  /** What one call needs; used by one thread at a time. */
  record Scratch(PixelBuffer pixels, SquareResizer resizer) {}

  private final int size;
  private final ArrayDeque<Scratch> idle = new ArrayDeque<>();

  /**
   * @param size edge S of the output, in pixels
   */
  ScratchPool(int size) {
    this.size = size;
  }

  Scratch take() {
    synchronized (idle) {
      if (!idle.isEmpty()) {
        return idle.pop(); // the last one used: its memory is the likeliest to be cached
      }
    }
    return new Scratch(new PixelBuffer(), new SquareResizer(size));
  }

  void giveBack(Scratch scratch) {
    synchronized (idle) {
      idle.push(scratch);
    }
  }
}

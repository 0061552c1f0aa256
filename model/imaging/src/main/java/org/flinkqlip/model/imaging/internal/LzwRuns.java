// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal;

import org.flinkqlip.model.imaging.ImageRejectedException;

/**
 * What LZW codes stand for, without the bits that they are packed in. Every code beyond the
 * literals is a run that the output already holds, so a code is kept as the place and length of
 * that run.
 */
public final class LzwRuns {
  private static final int MAX_CODES = 4096;

  private final ImageBytes in;
  private final byte[] out;
  private final int firstFree;
  private final int[] starts = new int[MAX_CODES];
  private final int[] lengths = new int[MAX_CODES];
  private int next;
  private int done;
  private int previousStart;
  private int previousLength; // 0 after a clear

  /**
   * @param in for messages
   * @param out to be filled; output beyond its end is dropped
   * @param literals codes that stand for themselves; the two codes after them are control codes
   */
  public LzwRuns(ImageBytes in, byte[] out, int literals) {
    this.in = in;
    this.out = out;
    this.firstFree = literals + 2;
    clear();
  }

  /** Forgets all runs. */
  public void clear() {
    next = firstFree;
    previousLength = 0;
  }

  /** Whether the output is complete. */
  public boolean isFull() {
    return done >= out.length;
  }

  /** The code that the next run will get. */
  public int next() {
    return next;
  }

  /**
   * Appends what a code, other than a control code, stands for.
   *
   * @return whether that defined a run
   */
  public boolean append(int code) throws ImageRejectedException {
    int from;
    int length;
    if (code < firstFree - 2) {
      from = -1;
      length = 1;
    } else if (code < next) {
      from = starts[code];
      length = lengths[code];
    } else if (code == next && next < MAX_CODES && previousLength > 0) {
      from = previousStart; // the run that this very code defines
      length = previousLength + 1;
    } else {
      throw in.corrupt("an undefined LZW code");
    }
    boolean added = previousLength > 0 && next < MAX_CODES;
    if (added) {
      starts[next] = previousStart;
      lengths[next] = previousLength + 1;
      next++;
    }
    previousStart = done;
    previousLength = length;
    if (from < 0) {
      out[done] = (byte) code;
    } else {
      int copied = Math.min(length, out.length - done);
      // Byte by byte, since a run may overlap its own copy.
      for (int i = 0; i < copied; i++) {
        out[done + i] = out[from + i];
      }
    }
    done += length;
    return added;
  }
}

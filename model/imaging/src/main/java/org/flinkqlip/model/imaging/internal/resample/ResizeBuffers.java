// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.resample;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What resizing to one size needs, whatever the image: under 1 MiB at S = 256, and the windows. */
final class ResizeBuffers {
  /** Rows of the image that are worked on together. */
  static final int ROWS = 64;

  private static final int MAX_WINDOWS = 32;
  private static final int MAX_KEPT_WEIGHTS = 1 << 16;

  /** Columns of the image. */
  final ColumnBlock columns = new ColumnBlock(ROWS);

  /** One line for each output column and colour of a block, with a lane for each row. */
  final int[][] narrowed = new int[3 * ColumnBlock.COLUMNS][ROWS];

  /** One line: a row of the output, in sums. */
  final int[][] sums;

  /** A row of the output. */
  final byte[] output;

  private int[][] lines = new int[0][];
  private final int size;
  private final Map<Axis, ResampleWindow> windows =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Axis, ResampleWindow> eldest) {
          return size() > MAX_WINDOWS;
        }
      };

  private record Axis(int inputSize, int outputSize) {}

  /**
   * @param size edge S of the output
   */
  ResizeBuffers(int size) {
    this.size = size;
    sums = new int[1][3 * size];
    output = new byte[3 * size];
  }

  /** Rows after the horizontal pass, interleaved RGB of S columns: at least so many lines. */
  int[][] lines(int count) {
    if (lines.length < count) {
      int kept = lines.length;
      lines = Arrays.copyOf(lines, count + ROWS / 2);
      for (int i = kept; i < lines.length; i++) {
        lines[i] = new int[3 * size];
      }
    }
    return lines;
  }

  /** Moves lines {@code count} to {@code end} to the front. */
  void drop(int count, int end) {
    for (int i = count; i < end; i++) {
      int[] free = lines[i - count];
      lines[i - count] = lines[i];
      lines[i] = free;
    }
  }

  /**
   * The middle S outputs of an axis. Those of common sizes are kept: images of a feed share them.
   */
  ResampleWindow window(int inputSize, int outputSize) {
    Axis axis = new Axis(inputSize, outputSize);
    ResampleWindow window = windows.get(axis);
    if (window == null) {
      int first = (outputSize - size) / 2;
      window =
          inputSize == outputSize
              ? ResampleWindow.identity(first, size)
              : new ResampleWindow(inputSize, outputSize, first, size);
      if (window.weights().length <= MAX_KEPT_WEIGHTS) {
        windows.put(axis, window);
      }
    }
    return window;
  }
}

package org.flinkqlip.model.imaging.internal.resample;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.flinkqlip.model.imaging.internal.RgbImage;

/**
 * Bicubic resize of the shortest edge to S, then the centre S x S crop.
 *
 * <p>As in Pillow, a horizontal pass comes first and both passes round to 8 bits; a pass that would
 * not change the size is left out. Only what the crop keeps is computed: output columns of the crop
 * for the input rows that output rows of the crop are made of. Safe for use by several threads.
 */
public final class SquareResizer {
  private static final int ROUND = 1 << (ResampleWindow.PRECISION_BITS - 1);

  private static final int MAX_KEPT_BYTES = 8 << 20;

  private final int size;
  // The image after the horizontal pass, S columns wide.
  private final ThreadLocal<byte[]> scratch = ThreadLocal.withInitial(() -> new byte[0]);

  /**
   * @param size edge S of the output, in pixels
   */
  public SquareResizer(int size) {
    this.size = size;
  }

  /** Writes uint8 [S, S, 3] to {@code target} at byte {@code offset}, by absolute puts. */
  public void resize(RgbImage image, ByteBuffer target, int offset) {
    int shortEdge = Math.min(image.width(), image.height());
    int resizedWidth = resizedEdge(image.width(), shortEdge);
    int resizedHeight = resizedEdge(image.height(), shortEdge);
    int left = (resizedWidth - size) / 2;
    int top = (resizedHeight - size) / 2;

    boolean vertical = resizedHeight != image.height();
    ResampleWindow rows =
        vertical ? new ResampleWindow(image.height(), resizedHeight, top, size) : null;
    int firstRow = vertical ? rows.inputStart() : top;
    int rowCount = vertical ? rows.inputEnd() - firstRow : size;

    // Rows firstRow.. of the image, S columns each.
    byte[] narrow = scratch(Math.multiplyExact(rowCount, 3 * size));
    if (resizedWidth != image.width()) {
      ResampleWindow columns = new ResampleWindow(image.width(), resizedWidth, left, size);
      for (int row = 0; row < rowCount; row++) {
        horizontal(image.rgb(), image.at(0, firstRow + row), columns, narrow, row * 3 * size);
      }
    } else {
      for (int row = 0; row < rowCount; row++) {
        System.arraycopy(
            image.rgb(), image.at(left, firstRow + row), narrow, row * 3 * size, 3 * size);
      }
    }
    if (vertical) {
      vertical(narrow, firstRow, rows, target, offset);
    } else {
      target.put(offset, narrow, 0, 3 * size * size);
    }
  }

  private int resizedEdge(int edge, int shortEdge) {
    return edge == shortEdge ? size : (int) ((double) ((long) size * edge) / shortEdge);
  }

  private byte[] scratch(int length) {
    byte[] buffer = scratch.get();
    if (buffer.length >= length) {
      return buffer;
    }
    buffer = new byte[length];
    if (length <= MAX_KEPT_BYTES) {
      scratch.set(buffer);
    }
    return buffer;
  }

  /** One row of S columns. */
  private static void horizontal(
      byte[] in, int rowStart, ResampleWindow columns, byte[] out, int outStart) {
    int[] weights = columns.weights();
    int at = outStart;
    for (int x = 0; x < columns.count(); x++) {
      int red = ROUND;
      int green = ROUND;
      int blue = ROUND;
      int sample = rowStart + 3 * columns.start(x);
      int weightAt = columns.offset(x);
      int weightEnd = weightAt + columns.length(x);
      for (int w = weightAt; w < weightEnd; w++, sample += 3) {
        int weight = weights[w];
        red += (in[sample] & 0xff) * weight;
        green += (in[sample + 1] & 0xff) * weight;
        blue += (in[sample + 2] & 0xff) * weight;
      }
      out[at++] = clip(red);
      out[at++] = clip(green);
      out[at++] = clip(blue);
    }
  }

  /** All rows: each is a weighted sum of whole rows, which a compiler can vectorise. */
  private void vertical(
      byte[] in, int firstRow, ResampleWindow rows, ByteBuffer target, int offset) {
    int stride = 3 * size;
    int[] sums = new int[stride];
    byte[] line = new byte[stride];
    int[] weights = rows.weights();
    for (int y = 0; y < rows.count(); y++) {
      Arrays.fill(sums, ROUND);
      for (int k = 0; k < rows.length(y); k++) {
        int weight = weights[rows.offset(y) + k];
        accumulate(sums, in, (rows.start(y) - firstRow + k) * stride, weight);
      }
      for (int i = 0; i < stride; i++) {
        line[i] = clip(sums[i]);
      }
      target.put(offset + y * stride, line, 0, stride);
    }
  }

  private static void accumulate(int[] sums, byte[] in, int start, int weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += (in[start + i] & 0xff) * weight;
    }
  }

  private static byte clip(int sum) {
    return (byte) Math.min(Math.max(sum >> ResampleWindow.PRECISION_BITS, 0), 255);
  }
}

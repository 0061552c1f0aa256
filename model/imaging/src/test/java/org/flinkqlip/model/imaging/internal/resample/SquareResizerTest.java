// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.resample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.flinkqlip.model.imaging.internal.RgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines, blocks and turns against sums that are written out pixel by pixel. */
class SquareResizerTest {

  @ParameterizedTest(name = "{0} x {1} to {2}")
  @CsvSource({
    "1, 1, 1",
    "1, 1, 7", // grows
    "5, 3, 64",
    "64, 64, 64", // stays
    "300, 64, 64", // cut only
    "64, 301, 64",
    "500, 375, 256",
    "211, 497, 96", // upright; blocks of rows that end anywhere
    "700, 513, 3", // one output is made of more columns than are turned at once
    "513, 700, 1",
    "2049, 20, 16" // a panorama
  })
  void sumsAreTheOnesWrittenOut(int width, int height, int size) {
    RgbImage image = noise(width, height);
    assertThat(resized(new SquareResizer(size), image, size)).isEqualTo(expected(image, size));
  }

  @Test
  void nothingIsLeftOfTheImageBefore() {
    SquareResizer resizer = new SquareResizer(48);
    for (int[] edges : new int[][] {{640, 480}, {50, 60}, {480, 640}, {48, 48}, {640, 480}}) {
      RgbImage image = noise(edges[0], edges[1]);
      assertThat(resized(resizer, image, 48)).isEqualTo(expected(image, 48));
    }
  }

  private static RgbImage noise(int width, int height) {
    Random random = new Random(width * 31L + height);
    RgbImage image = RgbImage.black(width, height);
    for (int i = 0; i < image.rgb().length; i++) {
      // Black and white more often than not, so that sums overshoot.
      image.rgb()[i] = (byte) Math.max(0, Math.min(255, random.nextInt(1024) - 384));
    }
    return image;
  }

  private static byte[] resized(SquareResizer resizer, RgbImage image, int size) {
    ByteBuffer target = ByteBuffer.allocate(3 * size * size);
    resizer.resize(image, target, 0);
    return target.array();
  }

  private static byte[] expected(RgbImage image, int size) {
    int shortEdge = Math.min(image.width(), image.height());
    ResampleWindow columns = window(image.width(), shortEdge, size);
    ResampleWindow rows = window(image.height(), shortEdge, size);
    byte[] out = new byte[3 * size * size];
    int[] column = new int[image.height()];
    for (int x = 0; x < size; x++) {
      for (int color = 0; color < 3; color++) {
        int[] samples = new int[image.width()];
        for (int y = rows.inputStart(); y < rows.inputEnd(); y++) {
          for (int i = columns.start(x); i < columns.end(x); i++) {
            samples[i] = image.rgb()[image.at(i, y) + color] & 0xff;
          }
          column[y] = sample(columns, x, samples);
        }
        for (int y = 0; y < size; y++) {
          out[3 * (y * size + x) + color] = (byte) sample(rows, y, column);
        }
      }
    }
    return out;
  }

  private static ResampleWindow window(int edge, int shortEdge, int size) {
    int resized = edge == shortEdge ? size : (int) ((double) ((long) size * edge) / shortEdge);
    return new ResampleWindow(edge, resized, (resized - size) / 2, size);
  }

  private static int sample(ResampleWindow window, int output, int[] samples) {
    long sum = 1L << (ResampleWindow.PRECISION_BITS - 1);
    for (int i = window.start(output); i < window.end(output); i++) {
      int weight = window.weights()[window.offset(output) + i - window.start(output)];
      sum += (long) weight * samples[i];
    }
    return (int) Math.max(0, Math.min(255, sum >> ResampleWindow.PRECISION_BITS));
  }
}

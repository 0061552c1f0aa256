// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.png;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngFiltersTest {

  @Test
  void paethPredictorIsTheSpecificationsForAllNeighbours() {
    int wrong = 0;
    for (int left = 0; left < 256; left++) {
      for (int above = 0; above < 256; above++) {
        for (int corner = 0; corner < 256; corner++) {
          int expected = paeth(left, above, corner);
          wrong += PngFilters.paeth(left, above, corner) == expected ? 0 : 1;
        }
      }
    }
    assertThat(wrong).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6, 8})
  void filtersAreUndone(int pixelBytes) {
    Random random = new Random(pixelBytes);
    byte[] row = new byte[1 + 7 * pixelBytes];
    byte[] above = new byte[row.length];
    random.nextBytes(row);
    random.nextBytes(above);
    for (int filter = 1; filter <= 4; filter++) {
      byte[] filtered = row.clone();
      for (int i = 1; i < row.length; i++) {
        int left = i > pixelBytes ? row[i - pixelBytes] & 0xff : 0;
        int corner = i > pixelBytes ? above[i - pixelBytes] & 0xff : 0;
        int up = above[i] & 0xff;
        int[] predicted = {0, left, up, (left + up) / 2, paeth(left, up, corner)};
        filtered[i] -= (byte) predicted[filter];
      }
      switch (filter) {
        case 1 -> PngFilters.undoSub(filtered, pixelBytes);
        case 2 -> PngFilters.undoUp(filtered, above);
        case 3 -> PngFilters.undoAverage(filtered, above, pixelBytes);
        default -> PngFilters.undoPaeth(filtered, above, pixelBytes);
      }
      assertThat(filtered).as("filter " + filter).isEqualTo(row);
    }
  }

  /** In the specification's words. */
  private static int paeth(int left, int above, int corner) {
    int estimate = left + above - corner;
    int toLeft = Math.abs(estimate - left);
    int toAbove = Math.abs(estimate - above);
    int toCorner = Math.abs(estimate - corner);
    if (toLeft <= toAbove && toLeft <= toCorner) {
      return left;
    }
    return toAbove <= toCorner ? above : corner;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GaugeSeriesTest {
  private static final long MEBIBYTE = 1 << 20;

  private final GaugeSeries series = new GaugeSeries("task manager 0", Gauge.RESIDENT);

  @Test
  void theSlopeIsThatOfTheSecondHalf() {
    for (int minute = 0; minute <= 10; minute++) {
      series.add(
          minute, minute < 5 ? 100 * MEBIBYTE * minute : 500 * MEBIBYTE + 3 * MEBIBYTE * minute);
    }

    assertThat(series.slope()).isCloseTo(3, within(1e-9));
    assertThat(series.row()).contains("| 0.0 | 515.0 | 530.0 | +3.000 |");
  }

  @Test
  void aLeakThatPassesInAShortRunFailsInALongOne() {
    GaugeSeries longer = new GaugeSeries("task manager 0", Gauge.RESIDENT);
    for (int minute = 0; minute <= 30; minute++) {
      longer.add(minute, 2 * MEBIBYTE * minute);
      if (minute <= 4) {
        series.add(minute, 2 * MEBIBYTE * minute);
      }
    }

    assertThat(series.slope()).isLessThan(series.mostSlope());
    assertThat(longer.slope()).isGreaterThan(longer.mostSlope());
  }

  @Test
  void aFewHighValuesMakeNoSlope() {
    for (int minute = 0; minute <= 20; minute++) {
      series.add(minute, (minute == 17 || minute == 19 ? 300 : 100) * MEBIBYTE);
    }

    assertThat(series.slope()).isZero();
  }

  @Test
  void twoValuesMakeNoSlope() {
    series.add(0, MEBIBYTE);
    series.add(1, MEBIBYTE);

    assertThatThrownBy(series::slope)
        .hasMessageContaining("a slope needs 3: raise -Dqlip.load.minutes or -Dqlip.restarts");
  }
}

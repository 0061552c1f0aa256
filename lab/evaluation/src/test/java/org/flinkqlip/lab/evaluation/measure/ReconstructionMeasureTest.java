// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReconstructionMeasureTest {
  private static final int EDGE = 16;

  @Test
  void isTheMeanOverTheImages() {
    ReconstructionMeasure measure = ReconstructionMeasure.full(EDGE);
    measure.add(plain(100), plain(110));
    measure.add(plain(100), plain(101));

    ReconstructionQuality quality = measure.result();

    double ten = 20 * Math.log10(255.0 / 10);
    double one = 20 * Math.log10(255.0);
    assertThat(quality.images()).isEqualTo(2);
    assertThat(quality.psnr()).isCloseTo((ten + one) / 2, within(1e-9));
    assertThat(quality.leastPsnr()).isCloseTo(ten, within(1e-9));
  }

  @Test
  void equalImagesKeepTheMeanFinite() {
    byte[] noise = new byte[EDGE * EDGE * 3];
    new Random(1).nextBytes(noise);
    ReconstructionMeasure measure = ReconstructionMeasure.full(EDGE);
    measure.add(noise, noise.clone());

    assertThat(measure.result().psnr()).isEqualTo(ReconstructionMeasure.MAX_PSNR);
    assertThat(measure.result().ssim().orElseThrow()).isCloseTo(1, within(1e-9));
  }

  @Test
  void similarityIsLeftOutWhereItIsNotAskedFor() {
    ReconstructionMeasure measure = ReconstructionMeasure.psnrOnly(EDGE);
    measure.add(plain(1), plain(2));

    assertThat(measure.result().ssim()).isEmpty();
  }

  @Test
  void noImagesHaveNoQuality() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReconstructionMeasure.full(EDGE).result());
  }

  private static byte[] plain(int value) {
    byte[] pixels = new byte[EDGE * EDGE * 3];
    Arrays.fill(pixels, (byte) value);
    return pixels;
  }
}

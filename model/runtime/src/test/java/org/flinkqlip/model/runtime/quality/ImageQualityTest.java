// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ImageQualityTest {
  private static final int EDGE = 32;

  @Test
  void equalImagesAreInfinitelyCloseAndFullySimilar() {
    byte[] image = noise(1);

    assertThat(ImageQuality.psnr(image, image)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(ImageQuality.ssim(image, image, EDGE, EDGE)).isEqualTo(1.0, within(1e-12));
  }

  @Test
  void psnrOfAConstantDifferenceFollowsItsFormula() {
    byte[] dark = new byte[EDGE * EDGE * 3];
    byte[] lighter = new byte[dark.length];
    java.util.Arrays.fill(lighter, (byte) 16);

    assertThat(ImageQuality.psnr(dark, lighter))
        .isEqualTo(20 * Math.log10(255.0 / 16), within(1e-9));
  }

  @Test
  void ssimOfConstantImagesIsTheirLuminanceTerm() {
    byte[] dark = new byte[EDGE * EDGE * 3];
    byte[] light = new byte[dark.length];
    java.util.Arrays.fill(dark, (byte) 100);
    java.util.Arrays.fill(light, (byte) 150);
    double c1 = Math.pow(0.01 * 255, 2);

    assertThat(ImageQuality.ssim(dark, light, EDGE, EDGE))
        .isEqualTo((2 * 100 * 150 + c1) / (100 * 100 + 150 * 150 + c1), within(1e-9));
  }

  @Test
  void unrelatedNoiseIsDissimilar() {
    assertThat(ImageQuality.ssim(noise(1), noise(2), EDGE, EDGE)).isBetween(-0.1, 0.1);
  }

  @Test
  void sizesThatDoNotCompareAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageQuality.psnr(new byte[3], new byte[6]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageQuality.ssim(new byte[300], new byte[300], 10, 10))
        .withMessageContaining("11 x 11");
  }

  private static byte[] noise(long seed) {
    byte[] image = new byte[EDGE * EDGE * 3];
    new Random(seed).nextBytes(image);
    return image;
  }
}

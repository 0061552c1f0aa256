// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.flinkqlip.model.runtime.quality.ImageQuality;
import org.junit.jupiter.api.Test;

class PerturbationTest {
  private static final int EDGE = 32;

  @Test
  void shiftingMovesEveryRowToTheRight() {
    byte[] original = noise();
    byte[] before = original.clone();
    byte[] moved = Perturbation.SHIFT_1.apply(original, EDGE);

    assertThat(original).isEqualTo(before);
    for (int y = 0; y < EDGE; y++) {
      for (int x = 0; x < EDGE; x++) {
        for (int channel = 0; channel < 3; channel++) {
          assertThat(moved[(y * EDGE + x) * 3 + channel])
              .isEqualTo(original[(y * EDGE + Math.max(0, x - 1)) * 3 + channel]);
        }
      }
    }
  }

  @Test
  void compressionChangesLittle() {
    byte[] original = new byte[EDGE * EDGE * 3];
    for (int i = 0; i < original.length; i++) {
      original[i] = (byte) (100 + 30 * Math.sin(i / 3 % EDGE * 0.4) + 5 * (i % 3));
    }
    byte[] before = original.clone();
    byte[] compressed = Perturbation.JPEG_90.apply(original, EDGE);

    assertThat(original).isEqualTo(before);
    assertThat(ImageQuality.psnr(original, compressed)).isBetween(35.0, 60.0);
  }

  private static byte[] noise() {
    byte[] pixels = new byte[EDGE * EDGE * 3];
    new Random(3).nextBytes(pixels);
    return pixels;
  }
}

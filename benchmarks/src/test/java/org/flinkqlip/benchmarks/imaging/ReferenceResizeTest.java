// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceResizeTest {

  @ParameterizedTest
  @CsvSource({"96, 64, 32", "64, 97, 32", "31, 20, 32", "32, 50, 32", "32, 32, 32", "500, 33, 16"})
  void itAgreesWithTheResizeThatJobsRun(int width, int height, int size) {
    byte[] rgb = new byte[3 * width * height];
    new Random(1).nextBytes(rgb);
    ByteBuffer target = ByteBuffer.allocate(3 * size * size);
    new ResizeStage(size).run(rgb, width, height, target);
    assertThat(ReferenceResize.square(rgb, width, height, size)).isEqualTo(target.array());
  }
}

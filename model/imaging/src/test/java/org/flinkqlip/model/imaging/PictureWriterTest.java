// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.flinkqlip.model.runtime.quality.ImageQuality;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureWriterTest {
  private static final int EDGE = 48;

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenReadsAsTheSamePicture(PictureFormat format) throws Exception {
    byte[] gradient = new byte[EDGE * EDGE * 3];
    for (int i = 0; i < EDGE * EDGE; i++) {
      gradient[3 * i] = (byte) (5 * (i % EDGE));
      gradient[3 * i + 1] = (byte) (5 * (i / EDGE));
      gradient[3 * i + 2] = (byte) 90;
    }
    byte[] file = new PictureWriter(format).write(gradient, EDGE, EDGE);

    ByteBuffer read = ByteBuffer.allocate(gradient.length);
    new ImagePreprocessor(PreprocessOptions.forSize(EDGE)).preprocess(file, read, 0);
    if (format == PictureFormat.JPEG) {
      assertThat(ImageQuality.psnr(gradient, read.array())).isGreaterThan(38);
    } else {
      assertThat(read.array()).isEqualTo(gradient);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.flinkqlip.model.imaging.DecodingNeed;
import org.flinkqlip.model.imaging.ImageFormat;
import org.flinkqlip.model.imaging.ImageLimits;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.model.imaging.SizedImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the headers say against what the JVM counts. */
class DecodingNeedTest {
  private static final int SIZE = 64;
  private static final PreprocessOptions OPTIONS = PreprocessOptions.forSize(SIZE);

  @ParameterizedTest
  @EnumSource
  void everyFormatIsMeasured(ImageFormat format) {
    assertThat(LargePictures.values())
        .as("large pictures whose names start with %s", format.name())
        .anyMatch(picture -> picture.name().startsWith(format.name()));
  }

  @ParameterizedTest
  @EnumSource(LargePictures.class)
  void decodingAllocatesNoMoreThanItsHeaderSays(LargePictures kind) throws Exception {
    ByteBuffer target = ByteBuffer.allocateDirect(3 * SIZE * SIZE);
    new ImagePreprocessor(OPTIONS).preprocess(kind.of(64, 64), target, 0); // loads classes
    byte[] content = kind.of(3_001, 2_007);
    SizedImage image = new ImagePreprocessor(OPTIONS).open(content);
    DecodingNeed need = image.need();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    image.writeTo(target, 0);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isBetween(need.heapBytes() / 2, need.heapBytes());
    ImageLimits limits = new ImageLimits(content.length, 3_001, 2_007, 3_001L * 2_007, 2.0);
    PreprocessOptions exact = new PreprocessOptions(SIZE, limits, false);
    DecodingNeed most = DecodingNeed.mostOfLargest(exact);
    assertThat(need.heapBytes())
        .isBetween(DecodingNeed.leastOfLargest(exact).heapBytes(), most.heapBytes());
    assertThat(need.nativeBytes()).isLessThanOrEqualTo(most.nativeBytes());
  }
}

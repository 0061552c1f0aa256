// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ImagePreprocessorTest {
  private final GoldenImages golden = new GoldenImages("eva-p16-64");
  private final ImagePreprocessor preprocessor =
      new ImagePreprocessor(PreprocessOptions.forSize(64));

  @Test
  void writesOnlyTheTensorAndLeavesThePositionAlone() throws Exception {
    ByteBuffer target = ByteBuffer.allocateDirect(preprocessor.tensorSize() + 10);
    target.position(2);
    preprocessor.preprocess(golden.content("square.png"), target, 5);

    assertThat(target.position()).isEqualTo(2);
    assertThat(target.limit()).isEqualTo(target.capacity());
    byte[] tensor = new byte[preprocessor.tensorSize()];
    target.get(5, tensor);
    assertThat(tensor).isEqualTo(golden.expected("square.png"));
    for (int i = 0; i < 5; i++) {
      assertThat(target.get(i)).isZero();
      assertThat(target.get(target.capacity() - 1 - i)).isZero();
    }
  }

  @Test
  void tensorMustFitTheBuffer() {
    ByteBuffer target = ByteBuffer.allocate(preprocessor.tensorSize());
    assertThatThrownBy(() -> preprocessor.preprocess(golden.content("square.png"), target, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void rejectedImageLeavesTheBufferAlone() {
    ByteBuffer target = ByteBuffer.allocate(preprocessor.tensorSize());
    byte[] content = golden.content("rgba.png");
    assertThat(rejection(preprocessor, Arrays.copyOf(content, content.length / 2), target).fault())
        .isEqualTo(ImageFault.TRUNCATED);
    assertThat(target.array()).containsOnly(0);
  }

  @Test
  void emptyAndUnknownContentAreToldApart() {
    assertThat(rejection(preprocessor, new byte[0]).fault()).isEqualTo(ImageFault.EMPTY);
    byte[] html = "<html>not found</html>".getBytes(StandardCharsets.UTF_8);
    assertThat(rejection(preprocessor, html))
        .hasMessageContaining("this is HTML")
        .hasMessageContaining("none of JPEG")
        .extracting(ImageRejectedException::fault)
        .isEqualTo(ImageFault.UNKNOWN_FORMAT);
  }

  @Test
  void exifOrientationIsAppliedOnlyOnRequest() throws Exception {
    ImagePreprocessor upright =
        new ImagePreprocessor(new PreprocessOptions(64, ImageLimits.DEFAULT, true));
    ByteBuffer tensor = ByteBuffer.allocate(upright.tensorSize());
    upright.preprocess(golden.content("exif_orientation6.jpg"), tensor, 0);
    assertThat(tensor.array()).isNotEqualTo(golden.expected("exif_orientation6.jpg"));

    preprocessor.preprocess(golden.content("exif_orientation6.jpg"), tensor, 0);
    assertThat(tensor.array()).isEqualTo(golden.expected("exif_orientation6.jpg"));
  }

  @Test
  void onePreprocessorServesManyThreadsThatStartAtOnce() throws Exception {
    int threads = 8;
    List<String> names = golden.names();
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Integer>> results = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int first = t;
        results.add(
            pool.submit(
                () -> {
                  ByteBuffer tensor = ByteBuffer.allocate(preprocessor.tensorSize());
                  int equal = 0;
                  start.await();
                  for (int i = 0; i < names.size(); i++) {
                    String name = names.get((first + i) % names.size());
                    preprocessor.preprocess(golden.content(name), tensor, 0);
                    equal += Arrays.equals(tensor.array(), golden.expected(name)) ? 1 : 0;
                  }
                  return equal;
                }));
      }
      for (Future<Integer> result : results) {
        assertThat(result.get(1, TimeUnit.MINUTES)).isEqualTo(names.size());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static ImageRejectedException rejection(ImagePreprocessor preprocessor, byte[] content) {
    return rejection(preprocessor, content, ByteBuffer.allocate(preprocessor.tensorSize()));
  }

  private static ImageRejectedException rejection(
      ImagePreprocessor preprocessor, byte[] content, ByteBuffer target) {
    return catchThrowableOfType(
        ImageRejectedException.class, () -> preprocessor.preprocess(content, target, 0));
  }
}

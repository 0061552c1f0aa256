// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.flinkqlip.model.export.GraphStyle;
import org.flinkqlip.model.export.golden.GoldenBundle;
import org.flinkqlip.model.export.golden.GoldenModel;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exported decoder against the reference implementation's reconstructions. */
class DecoderGoldenTest {
  private static final double[] MEAN = {0.48145466, 0.4578275, 0.40821073};
  private static final double[] DEVIATION = {0.26862954, 0.26130258, 0.27577711};

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("org.flinkqlip.model.export.golden.GoldenBundle#all")
  void reconstructionsFromIndicesEqualTheReference(GoldenBundle golden) throws Exception {
    GoldenModel model = golden.model();
    ModelBundle bundle = golden.export(directory);
    List<String> images = model.images();
    int[][] codes = images.stream().map(model::expectedCodes).toArray(int[][]::new);
    double difference = 0;
    double pixelDifference = 0;
    try (DecoderSession session = DecoderSession.open(bundle, SessionOptions.cpu(1))) {
      DecodedBatch decoded = session.decode(codes);
      for (int i = 0; i < images.size(); i++) {
        float[] expected = model.expectedFloats(images.get(i) + "/reconstruction");
        float[] actual = decoded.reconstructionOf(i).orElseThrow();
        byte[] pixels = decoded.pixelsOf(i);
        assertThat(actual).hasSize(expected.length);
        int area = expected.length / 3;
        for (int at = 0; at < expected.length; at++) {
          int channel = at / area;
          difference = Math.max(difference, Math.abs(actual[at] - expected[at]));
          double level = (expected[at] * DEVIATION[channel] + MEAN[channel]) * 255;
          double clamped = Math.min(255, Math.max(0, level));
          int pixel = pixels[at % area * 3 + channel] & 0xff;
          pixelDifference = Math.max(pixelDifference, Math.abs(pixel - clamped));
        }
      }
    }
    System.out.printf(
        "%s: reconstruction +-%.1e, pixels within %.3f levels%n",
        golden, difference, pixelDifference);
    assertThat(difference).isLessThan(2e-3);
    assertThat(pixelDifference).isLessThan(0.51);
  }

  @Test
  void codesThatNoImageHasAreATypedError() throws Exception {
    ModelBundle bundle =
        new GoldenBundle(GoldenModel.EVA_P16_64, GraphStyle.FUSED).export(directory);
    try (DecoderSession session = DecoderSession.open(bundle, SessionOptions.cpu(1))) {
      int[] tooLarge = new int[16];
      tooLarge[3] = 1 << 28;
      assertThatThrownBy(() -> session.decode(new int[][] {new int[16], tooLarge}))
          .isInstanceOf(InvalidCodesException.class)
          .hasMessageContaining("image 1")
          .hasMessageContaining("position 3");
      assertThatThrownBy(() -> session.decode(new int[][] {new int[15]}))
          .isInstanceOf(InvalidCodesException.class)
          .hasMessageContaining("15 codes; the model wants 4 x 4");
      int[] negative = new int[16];
      negative[0] = -1;
      assertThatThrownBy(() -> session.decode(new int[][] {negative}))
          .isInstanceOf(InvalidCodesException.class);
    }
  }
}

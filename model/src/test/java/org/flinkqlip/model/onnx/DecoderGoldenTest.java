package org.flinkqlip.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.flinkqlip.model.bundle.ModelBundle;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.golden.GoldenModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The exported decoder against the reference implementation's reconstructions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecoderGoldenTest {
  private static final double[] MEAN = {0.48145466, 0.4578275, 0.40821073};
  private static final double[] DEVIATION = {0.26862954, 0.26130258, 0.27577711};

  private final Map<GoldenModel, ModelBundle> bundles = new EnumMap<>(GoldenModel.class);

  @BeforeAll
  void exportModels(@TempDir Path directory) throws Exception {
    for (GoldenModel model : GoldenModel.values()) {
      bundles.put(
          model,
          BundleExporter.export(
              model.checkpoint(),
              directory.resolve(model.name()),
              ExportOptions.named("golden").withRawReconstruction(true)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void reconstructionsFromIndicesEqualTheReference(GoldenModel model) throws Exception {
    List<String> images = model.images();
    int[][] codes = images.stream().map(model::expectedCodes).toArray(int[][]::new);
    double difference = 0;
    double pixelDifference = 0;
    try (DecoderSession session = DecoderSession.open(bundles.get(model), SessionOptions.cpu(1))) {
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
        model, difference, pixelDifference);
    assertThat(difference).isLessThan(2e-3);
    assertThat(pixelDifference).isLessThan(0.51);
  }

  @Test
  void codesThatNoImageHasAreATypedError() throws Exception {
    ModelBundle bundle = bundles.get(GoldenModel.EVA_P16_64);
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

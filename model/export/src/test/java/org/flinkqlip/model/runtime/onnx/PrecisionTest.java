// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.export.golden.GoldenModel;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.Precision;
import org.flinkqlip.model.runtime.quality.Agreement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lower precisions against the reference implementation's float32 results. */
class PrecisionTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "FLOAT16, EVA_P16_64, 0.995, 0.999",
    "FLOAT16, EVA_P8_96, 0.995, 0.999",
    "FLOAT16, VIT_P14_112, 0.995, 0.999",
    "BFLOAT16_WEIGHTS, EVA_P16_64, 0.995, 0.999",
    "BFLOAT16_WEIGHTS, EVA_P8_96, 0.995, 0.999",
    "BFLOAT16_WEIGHTS, VIT_P14_112, 0.995, 0.999",
    "INT8, EVA_P16_64, 0.98, 0.997",
    "INT8, EVA_P8_96, 0.98, 0.997",
    "INT8, VIT_P14_112, 0.98, 0.997"
  })
  void lowerPrecisionsStayCloseAndShrinkTheWeights(
      Precision precision, GoldenModel model, double leastEqualBits, double leastCosine)
      throws Exception {
    ModelBundle full = export(model, Precision.FLOAT32);
    ModelBundle lower = export(model, precision);
    assertThat(lower.manifest().precision()).isEqualTo(precision);
    assertThat(Files.size(lower.file(ModelBundle.ENCODER_WEIGHTS)))
        .isLessThan(Files.size(full.file(ModelBundle.ENCODER_WEIGHTS)));

    Agreement agreement = new Agreement(lower.manifest().bits());
    try (EncoderSession session = EncoderSession.open(lower, SessionOptions.cpu(1))) {
      List<String> images = model.images();
      ByteBuffer pixels = session.newPixelBuffer(images.size());
      for (int i = 0; i < images.size(); i++) {
        ByteBuffer image = model.expectedBytes(images.get(i) + "/resized_rgb_hwc");
        pixels.put(i * session.pixelBytes(), image, 0, session.pixelBytes());
      }
      EncodedBatch encoded = session.encode(pixels, images.size());
      for (int i = 0; i < images.size(); i++) {
        agreement.add(
            model.expectedCodes(images.get(i)),
            encoded.codesOf(i),
            model.expectedFloats(images.get(i) + "/image_embeds"),
            encoded.embeddingOf(i));
      }
    }
    System.out.printf(
        "%s %s: equal bits %.3f %%, equal codes %.2f %%, least cosine %.6f%n",
        model,
        precision,
        100 * agreement.equalBits(),
        100 * agreement.equalCodes(),
        agreement.leastCosine());
    assertThat(agreement.equalBits()).isGreaterThan(leastEqualBits);
    assertThat(agreement.leastCosine()).isGreaterThan(leastCosine);
  }

  private ModelBundle export(GoldenModel model, Precision precision) throws Exception {
    return BundleExporter.export(
        model.checkpoint(),
        directory.resolve(precision.name()),
        ExportOptions.named("golden").withPrecision(precision));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.export.GraphStyle;
import org.flinkqlip.model.export.golden.GoldenModel;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What 8-bit products must keep beside the values themselves. */
class Int8Test {
  private static final int IMAGES = 6;

  @TempDir private Path directory;

  @Test
  void theManifestSaysInt8() throws Exception {
    ModelBundle bundle = export(GoldenModel.EVA_P16_64, GraphStyle.FUSED);

    assertThat(new String(bundle.manifest().toJson(), StandardCharsets.UTF_8))
        .contains("\"precision\" : \"int8\"");
  }

  @ParameterizedTest
  @EnumSource(GoldenModel.class)
  void codesOfAnImageDoNotDependOnItsBatch(GoldenModel model) throws Exception {
    ModelBundle bundle = export(model, GraphStyle.FUSED);
    try (EncoderSession session = EncoderSession.open(bundle, SessionOptions.cpu(1))) {
      ByteBuffer batch = pictures(session);
      List<int[]> together = codes(session, batch, IMAGES);
      for (int i = 0; i < IMAGES; i++) {
        ByteBuffer alone = session.newPixelBuffer(1);
        alone.put(0, batch, i * session.pixelBytes(), session.pixelBytes());
        assertThat(codes(session, alone, 1).get(0)).isEqualTo(together.get(i));
      }
    }
  }

  @Test
  void standardOperatorsGiveTheSameCodes() throws Exception {
    List<int[]> expected;
    try (EncoderSession fused =
        EncoderSession.open(
            export(GoldenModel.EVA_P16_64, GraphStyle.FUSED), SessionOptions.cpu(1))) {
      expected = codes(fused, pictures(fused), IMAGES);
    }
    try (EncoderSession plain =
        EncoderSession.open(
            export(GoldenModel.EVA_P16_64, GraphStyle.PLAIN), SessionOptions.cpu(1))) {
      List<int[]> actual = codes(plain, pictures(plain), IMAGES);
      assertThat(equalBits(expected, actual)).isGreaterThan(0.99);
    }
  }

  @ParameterizedTest
  @EnumSource(GoldenModel.class)
  void textsStayWhereTheyWere(GoldenModel model) throws Exception {
    ModelBundle bundle = export(model, GraphStyle.FUSED);
    int context = bundle.manifest().text().contextLength();
    long[] ids = model.expectedLongs("text/input_ids");
    float[] expected = model.expectedFloats("text/text_embeds");
    int[][] texts = new int[ids.length / context][context];
    for (int i = 0; i < ids.length; i++) {
      texts[i / context][i % context] = Math.toIntExact(ids[i]);
    }
    try (TextSession session = TextSession.open(bundle, SessionOptions.cpu(1))) {
      float[][] embeddings = session.embed(texts);
      for (int text = 0; text < texts.length; text++) {
        double cosine = 0;
        for (int i = 0; i < embeddings[text].length; i++) {
          cosine += embeddings[text][i] * expected[text * embeddings[text].length + i];
        }
        assertThat(cosine).isGreaterThan(0.999);
      }
    }
  }

  @Test
  void picturesOfCodesStayWhatTheyWere() throws Exception {
    GoldenModel model = GoldenModel.EVA_P16_64;
    int[][] codes = model.images().stream().map(model::expectedCodes).toArray(int[][]::new);
    List<byte[]> expected = decode(Precision.FLOAT32, codes);
    List<byte[]> actual = decode(Precision.INT8, codes);

    long difference = 0;
    long values = 0;
    for (int image = 0; image < codes.length; image++) {
      byte[] one = expected.get(image);
      byte[] other = actual.get(image);
      for (int i = 0; i < one.length; i++) {
        difference += Math.abs((one[i] & 0xff) - (other[i] & 0xff));
      }
      values += one.length;
    }
    assertThat((double) difference / values).isBetween(0.0, 2.0);
  }

  @Test
  void cudaIsRefusedWithWhatToDo() throws Exception {
    ModelBundle bundle = export(GoldenModel.EVA_P16_64, GraphStyle.FUSED);
    SessionOptions cuda = new SessionOptions(Provider.CUDA, 0, 0);

    assertThatThrownBy(() -> EncoderSession.open(bundle, cuda)).satisfies(Int8Test::namesTheWayOut);
    assertThatThrownBy(() -> DecoderSession.open(bundle, cuda)).satisfies(Int8Test::namesTheWayOut);
    assertThatThrownBy(() -> TextSession.open(bundle, cuda)).satisfies(Int8Test::namesTheWayOut);
  }

  private static void namesTheWayOut(Throwable failure) {
    assertThat(failure)
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("int8")
        .hasMessageContaining("--precision float16")
        .hasMessageContaining("provider to cpu");
  }

  /** Pictures of noise, each with a contrast of its own, so that a shared scale would show. */
  private static ByteBuffer pictures(EncoderSession session) {
    ByteBuffer pixels = session.newPixelBuffer(IMAGES);
    Random random = new Random(1);
    for (int i = 0; i < pixels.capacity(); i++) {
      int contrast = 1 << (i / session.pixelBytes() + 2);
      pixels.put(i, (byte) (128 - contrast / 2 + random.nextInt(contrast)));
    }
    return pixels;
  }

  private static List<int[]> codes(EncoderSession session, ByteBuffer pixels, int images)
      throws InferenceException {
    EncodedBatch batch = session.encode(pixels, images);
    int[][] codes = new int[images][];
    Arrays.setAll(codes, batch::codesOf);
    return List.of(codes);
  }

  private static double equalBits(List<int[]> expected, List<int[]> actual) {
    long different = 0;
    long bits = 0;
    for (int image = 0; image < expected.size(); image++) {
      for (int i = 0; i < expected.get(image).length; i++) {
        different += Integer.bitCount(expected.get(image)[i] ^ actual.get(image)[i]);
        bits += 28;
      }
    }
    return 1 - (double) different / bits;
  }

  private List<byte[]> decode(Precision precision, int[][] codes) throws Exception {
    ModelBundle bundle =
        BundleExporter.export(
            GoldenModel.EVA_P16_64.checkpoint(),
            directory.resolve(precision.toString()),
            ExportOptions.named("golden").withPrecision(precision));
    try (DecoderSession session = DecoderSession.open(bundle, SessionOptions.cpu(1))) {
      DecodedBatch decoded = session.decode(codes);
      byte[][] pictures = new byte[codes.length][];
      Arrays.setAll(pictures, decoded::pixelsOf);
      return List.of(pictures);
    }
  }

  private ModelBundle export(GoldenModel model, GraphStyle style) throws Exception {
    return BundleExporter.export(
        model.checkpoint(),
        directory.resolve(style.name()),
        ExportOptions.named("golden").withPrecision(Precision.INT8).withStyle(style));
  }
}

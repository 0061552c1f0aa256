// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.flinkqlip.model.export.golden.GoldenBundle;
import org.flinkqlip.model.export.golden.GoldenModel;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exported text tower against the reference implementation's outputs. */
class TextGoldenTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("org.flinkqlip.model.export.golden.GoldenBundle#all")
  void embeddingsAndLogitsEqualTheReference(GoldenBundle golden) throws Exception {
    GoldenModel model = golden.model();
    ModelBundle bundle = golden.export(directory);
    int context = bundle.manifest().text().contextLength();
    long[] ids = model.expectedLongs("text/input_ids");
    int[][] texts = new int[ids.length / context][context];
    for (int i = 0; i < ids.length; i++) {
      texts[i / context][i % context] = Math.toIntExact(ids[i]);
    }
    float[][] embeddings;
    try (TextSession session = TextSession.open(bundle, SessionOptions.cpu(1))) {
      embeddings = session.embed(texts);
    }

    double difference = difference(embeddings, model.expectedFloats("text/text_embeds"));
    float[][] logits = logits(model, bundle.manifest().text().logitScale(), embeddings);
    double logitDifference = difference(logits, model.expectedFloats("logits_per_text"));
    System.out.printf("%s: text +-%.1e, logits +-%.1e%n", golden, difference, logitDifference);
    assertThat(difference).isLessThan(1e-4);
    assertThat(logitDifference).isLessThan(1e-2);
  }

  private static float[][] logits(GoldenModel model, double scale, float[][] texts) {
    List<String> images = model.images();
    float[][] logits = new float[texts.length][images.size()];
    for (int image = 0; image < images.size(); image++) {
      float[] embedding = model.expectedFloats(images.get(image) + "/image_embeds");
      for (int text = 0; text < texts.length; text++) {
        double dot = 0;
        for (int i = 0; i < embedding.length; i++) {
          dot += (double) embedding[i] * texts[text][i];
        }
        logits[text][image] = (float) (scale * dot);
      }
    }
    return logits;
  }

  private static double difference(float[][] actual, float[] expected) {
    double difference = 0;
    assertThat(actual.length * actual[0].length).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      float value = actual[i / actual[0].length][i % actual[0].length];
      difference = Math.max(difference, Math.abs(value - expected[i]));
    }
    return difference;
  }
}

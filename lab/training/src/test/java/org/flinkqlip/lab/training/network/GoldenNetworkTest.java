// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import org.flinkqlip.lab.training.loss.ContrastiveLoss;
import org.flinkqlip.model.export.checkpoint.Checkpoint;
import org.flinkqlip.model.export.checkpoint.PatchGrid;
import org.flinkqlip.model.export.checkpoint.PreprocessorConfig;
import org.flinkqlip.model.export.checkpoint.TensorNames;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The network against the reference implementation's outputs. */
class GoldenNetworkTest {

  @ParameterizedTest
  @EnumSource(GoldenModel.class)
  void allTowersComputeWhatTheReferenceComputes(GoldenModel model) throws Exception {
    try (NDManager manager = TorchEngine.manager(1);
        NetworkWeights weights = NetworkWeights.read(model.checkpoint(), manager);
        VisionEncoder encoder = new VisionEncoder(weights, ComputePrecision.FLOAT32);
        PixelDecoder decoder = new PixelDecoder(weights, ComputePrecision.FLOAT32)) {
      VisionOutput seen = encoder.forward(pixels(model, manager));
      Bottleneck bottleneck = new Bottleneck(weights, ComputePrecision.FLOAT32);
      NDArray expectedLatents =
          manager.create(model.expectedOfAll("latents"), seen.latents().getShape());
      // The reference's own signs: one that is within rounding of zero would change a whole patch.
      NDArray features = bottleneck.features(bottleneck.quantize(expectedLatents));
      NDArray texts = texts(model, weights, manager);
      NDArray logits =
          ContrastiveLoss.logits(
              texts, seen.classEmbedding(), weights.get(TensorNames.LOGIT_SCALE));

      assertClose(seen.latents(), model.expectedOfAll("latents"), 1e-4);
      assertClose(seen.classEmbedding(), model.expectedOfAll("image_embeds"), 1e-4);
      assertClose(seen.secondLast(), model.expectedOfAll("hidden_states_minus_2"), 1e-3);
      assertClose(features, model.expectedOfAll("post_quant_features"), 1e-4);
      assertClose(decoder.forward(features), model.expectedOfAll("reconstruction"), 2e-3);
      assertClose(texts, model.expectedFloats("text/text_embeds"), 1e-4);
      assertClose(logits, model.expectedFloats("logits_per_text"), 1e-2);
    }
  }

  private static NDArray pixels(GoldenModel model, NDManager manager) throws Exception {
    PreprocessorConfig preprocessor;
    PatchGrid grid;
    try (Checkpoint checkpoint = Checkpoint.open(model.checkpoint())) {
      preprocessor = checkpoint.preprocessor();
      grid = checkpoint.config().vision().grid();
    }
    int area = grid.imageSize() * grid.imageSize();
    List<String> images = model.images();
    float[] values = new float[images.size() * 3 * area];
    for (int image = 0; image < images.size(); image++) {
      ByteBuffer bytes = model.expectedBytes(images.get(image) + "/resized_rgb_hwc");
      for (int i = 0; i < 3 * area; i++) {
        int channel = i % 3;
        double level = (bytes.get(i) & 0xff) * preprocessor.scale();
        values[(image * 3 + channel) * area + i / 3] =
            (float)
                ((level - preprocessor.mean().get(channel))
                    / preprocessor.deviation().get(channel));
      }
    }
    return manager.create(values, new Shape(images.size(), 3, grid.imageSize(), grid.imageSize()));
  }

  private static NDArray texts(GoldenModel model, NetworkWeights weights, NDManager manager) {
    long[] ids = model.expectedLongs("text/input_ids");
    int context = weights.config().text().contextLength();
    int end = weights.config().text().endOfText();
    int count = ids.length / context;
    long[] ends = new long[count];
    int longest = 0;
    for (int text = 0; text < count; text++) {
      int position = endPosition(ids, text * context, context, end);
      ends[text] = position;
      longest = Math.max(longest, position + 1);
    }
    long[] trimmed = new long[count * longest];
    for (int text = 0; text < count; text++) {
      System.arraycopy(ids, text * context, trimmed, text * longest, longest);
    }
    return new TextEncoder(weights, ComputePrecision.FLOAT32)
        .forward(
            manager.create(trimmed, new Shape(count, longest)),
            manager.create(ends, new Shape(count)));
  }

  /** The first end token, or the largest id where the configuration has the older placeholder 2. */
  private static int endPosition(long[] ids, int start, int context, int end) {
    int best = 0;
    for (int i = 0; i < context; i++) {
      if (end != 2 && ids[start + i] == end) {
        return i;
      }
      best = ids[start + i] > ids[start + best] ? i : best;
    }
    return best;
  }

  private static void assertClose(NDArray actual, float[] expected, double tolerance) {
    float[] values = actual.toFloatArray();
    assertThat(values).hasSameSizeAs(expected);
    double difference = 0;
    for (int i = 0; i < values.length; i++) {
      difference = Math.max(difference, Math.abs(values[i] - expected[i]));
    }
    assertThat(difference).isLessThan(tolerance);
  }
}

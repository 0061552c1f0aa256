// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.function.Supplier;
import org.flinkqlip.lab.training.loss.ReconstructionLoss;
import org.flinkqlip.model.export.checkpoint.TensorNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the towers promise beside equality with the reference: gradients, precision, memory. */
class TowersTest {
  private NDManager manager;
  private NetworkWeights weights;

  @BeforeEach
  void open() throws Exception {
    manager = TorchEngine.manager(1);
    weights = NetworkWeights.read(GoldenModel.EVA_P16_64.checkpoint(), manager);
  }

  @AfterEach
  void close() {
    weights.close();
    manager.close();
  }

  @Test
  void paddingAfterTheEndChangesNoText() {
    try (TextEncoder encoder = new TextEncoder(weights, ComputePrecision.FLOAT32)) {
      NDArray end = manager.create(new long[] {2});
      long[] padded = new long[weights.config().text().contextLength()];
      padded[0] = 5;
      padded[1] = 7;
      padded[2] = 9;
      NDArray shortText = manager.create(new long[] {5, 7, 9}, new Shape(1, 3));
      NDArray longText = manager.create(padded, new Shape(1, padded.length));
      assertThat(encoder.forward(shortText, end).toFloatArray())
          .containsExactly(encoder.forward(longText, end).toFloatArray(), within(1e-5f));
    }
  }

  @Test
  void aTextBeyondTheContextIsRefused() {
    try (TextEncoder encoder = new TextEncoder(weights, ComputePrecision.FLOAT32)) {
      int length = weights.config().text().contextLength() + 1;
      NDArray ids = manager.zeros(new Shape(1, length), DataType.INT64);
      NDArray end = manager.create(new long[] {0});
      assertThatThrownBy(() -> encoder.forward(ids, end))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("texts of %d tokens".formatted(length));
    }
  }

  /** Weights of every kind of layer, in the first block and the last. */
  @Test
  void gradientsOfWeightsEqualFiniteDifferences() {
    NDArray pixels = pixels(2);
    try (VisionEncoder encoder = new VisionEncoder(weights, ComputePrecision.FLOAT32);
        PixelDecoder decoder = new PixelDecoder(weights, ComputePrecision.FLOAT32);
        Bottleneck bottleneck = new Bottleneck(weights, ComputePrecision.FLOAT32)) {
      weights.train(name -> false);
      String block = TensorNames.inLayer(TensorNames.VISION_LAYERS, 0, "");
      for (String name :
          new String[] {
            TensorNames.bias(TensorNames.PATCH_EMBEDDING),
            TensorNames.CLASS_EMBEDDING,
            TensorNames.bias(block + TensorNames.QUERY),
            TensorNames.weight(block + TensorNames.NORM_1),
            TensorNames.bias(block + TensorNames.GATE),
            TensorNames.weight(block + TensorNames.FEED_FORWARD_NORM),
            TensorNames.weight(TensorNames.VISION_NORM)
          }) {
        NDArray direction = manager.randomNormal(new Shape(2, weights.config().embeddingSize()));
        assertDirectionalGradient(
            weights.get(name), () -> encoder.forward(pixels).classEmbedding().mul(direction).sum());
      }
      String last = TensorNames.inLayer(TensorNames.DECODER_LAYERS, 0, "");
      NDArray features =
          bottleneck.features(bottleneck.quantize(encoder.forward(pixels).latents()));
      for (String name :
          new String[] {
            TensorNames.bias(last + TensorNames.ATTENTION_OUT),
            TensorNames.bias(TensorNames.DECODER_OUT_1),
            TensorNames.weight(TensorNames.DECODER_NORM)
          }) {
        assertDirectionalGradient(
            weights.get(name),
            () -> ReconstructionLoss.meanSquaredError(decoder.forward(features), pixels));
      }
    }
  }

  /** Along the gradient itself, where the change is largest against the rounding. */
  private static void assertDirectionalGradient(NDArray variable, Supplier<NDArray> scalar) {
    float[] gradient = Gradients.automatic(variable, scalar);
    float[] values = variable.toFloatArray();
    double length = 0;
    for (float value : gradient) {
      length += (double) value * value;
    }
    length = Math.sqrt(length);
    assertThat(length).isPositive();
    double step = 1e-2;
    double above = at(variable, values, gradient, step / length, scalar);
    double below = at(variable, values, gradient, -step / length, scalar);
    variable.set(values);
    assertThat((above - below) / (2 * step)).isCloseTo(length, within(0.02 * length));
  }

  private static double at(
      NDArray variable, float[] values, float[] direction, double step, Supplier<NDArray> scalar) {
    float[] moved = values.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (step * direction[i]);
    }
    variable.set(moved);
    return scalar.get().getFloat();
  }

  @Test
  void bfloat16IsCloseToFloat32InValuesAndGradients() {
    NDArray pixels = pixels(4);
    float[][] embeddings = new float[2][];
    float[][] gradients = new float[2][];
    for (ComputePrecision precision : ComputePrecision.values()) {
      try (VisionEncoder encoder = new VisionEncoder(weights, precision)) {
        embeddings[precision.ordinal()] = encoder.forward(pixels).classEmbedding().toFloatArray();
        NDArray weight = weights.get(TensorNames.weight(TensorNames.QUANTIZER_IN_1));
        gradients[precision.ordinal()] =
            Gradients.automatic(weight, () -> encoder.forward(pixels).latents().sum());
      }
    }
    assertThat(cosine(embeddings[0], embeddings[1])).isGreaterThan(0.999);
    assertThat(cosine(gradients[0], gradients[1])).isGreaterThan(0.99);
  }

  @ParameterizedTest
  @EnumSource(ComputePrecision.class)
  void aClosedStepLeavesNothingBehind(ComputePrecision precision) {
    try (VisionEncoder encoder = new VisionEncoder(weights, precision);
        PixelDecoder decoder = new PixelDecoder(weights, precision);
        TextEncoder text = new TextEncoder(weights, precision);
        Bottleneck bottleneck = new Bottleneck(weights, precision)) {
      Runnable step =
          () -> {
            try (NDManager inner = manager.newSubManager();
                GradientCollector collector = TorchEngine.start(1).newGradientCollector()) {
              NDArray pixels = inner.randomNormal(new Shape(2, 3, 64, 64));
              VisionOutput seen = encoder.forward(pixels);
              NDArray features = bottleneck.features(bottleneck.quantize(seen.latents()));
              NDArray texts =
                  text.forward(
                      inner.zeros(new Shape(2, 3), DataType.INT64),
                      inner.zeros(new Shape(2), DataType.INT64));
              collector.backward(
                  ReconstructionLoss.meanSquaredError(decoder.forward(features), pixels)
                      .add(seen.classEmbedding().mul(texts).sum()));
            }
          };
      step.run();
      int arrays = held(manager);
      step.run();
      step.run();
      assertThat(held(manager)).isEqualTo(arrays);
    }
  }

  private static int held(NDManager manager) {
    return manager.getManagedArrays().size();
  }

  private NDArray pixels(int batch) {
    return RandomArrays.uniform(manager, 1, new Shape(batch, 3, 64, 64));
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double lengthA = 0;
    double lengthB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      lengthA += (double) a[i] * a[i];
      lengthB += (double) b[i] * b[i];
    }
    return dot / Math.sqrt(lengthA * lengthB);
  }
}

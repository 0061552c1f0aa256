// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flinkqlip.lab.training.TorchTest;
import org.flinkqlip.model.export.checkpoint.Checkpoint;
import org.flinkqlip.model.export.checkpoint.CheckpointLayout;
import org.flinkqlip.model.export.checkpoint.QlipConfig;
import org.flinkqlip.model.export.checkpoint.TensorNames;
import org.flinkqlip.model.export.checkpoint.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkWeightsTest extends TorchTest {
  private static final GoldenModel MODEL = GoldenModel.EVA_P8_96;

  @TempDir private Path directory;

  @Test
  void randomWeightsAreThoseOfTheSeed() throws Exception {
    try (NetworkWeights first = NetworkWeights.random(config(), 1, manager);
        NetworkWeights same = NetworkWeights.random(config(), 1, manager);
        NetworkWeights other = NetworkWeights.random(config(), 2, manager)) {
      String name = TensorNames.weight(TensorNames.QUANTIZER_IN_1);
      assertThat(first.get(name).toFloatArray()).isEqualTo(same.get(name).toFloatArray());
      assertThat(first.get(name).toFloatArray()).isNotEqualTo(other.get(name).toFloatArray());
      assertThat(first.names()).isEqualTo(CheckpointLayout.shapes(config()).keySet());
    }
  }

  @Test
  void activationsKeepTheirScaleFromTheFirstBlockToTheLast() throws Exception {
    try (NetworkWeights weights = NetworkWeights.random(config(), 1, manager);
        VisionEncoder encoder = new VisionEncoder(weights, ComputePrecision.FLOAT32)) {
      VisionOutput seen = encoder.forward(noise());
      for (NDArray state : seen.hiddenStates()) {
        assertThat(deviation(state)).isBetween(0.3, 3.0);
      }
      // Latents of unit length that spread over all of their dimensions.
      assertThat(deviation(seen.latents())).isGreaterThan(0.1);
    }
  }

  @Test
  void aWrittenFolderIsReadAsTheSameWeights() throws Exception {
    try (NetworkWeights weights = NetworkWeights.read(MODEL.checkpoint(), manager)) {
      weights.write(directory, MODEL.checkpoint(), TensorType.F32);
      try (NetworkWeights again = NetworkWeights.read(directory, manager)) {
        for (String name : weights.names()) {
          assertThat(again.get(name).toFloatArray()).isEqualTo(weights.get(name).toFloatArray());
        }
      }
    }
  }

  @Test
  void float16HalvesTheFileAndRoundsTheWeights() throws Exception {
    try (NetworkWeights weights = NetworkWeights.read(MODEL.checkpoint(), manager)) {
      weights.write(directory, MODEL.checkpoint(), TensorType.F16);
      long values = weights.names().stream().mapToLong(name -> weights.get(name).size()).sum();
      assertThat(Files.size(directory.resolve(Checkpoint.WEIGHTS)))
          .isBetween(2 * values, 2 * values + 40_000);
      try (NetworkWeights again = NetworkWeights.read(directory, manager)) {
        for (String name : weights.names()) {
          float[] rounded = again.get(name).toFloatArray();
          float[] exact = weights.get(name).toFloatArray();
          for (int i = 0; i < exact.length; i++) {
            assertThat(Math.abs(rounded[i] - exact[i]))
                .isLessThanOrEqualTo(Math.abs(exact[i]) / 1024 + 1e-7f);
          }
        }
      }
    }
  }

  @Test
  void aWeightBeyondFloat16IsNamed() throws Exception {
    try (NetworkWeights weights = NetworkWeights.read(MODEL.checkpoint(), manager)) {
      weights.get(TensorNames.LOGIT_SCALE).set(new float[] {70_000});

      assertThatIllegalArgumentException()
          .isThrownBy(() -> weights.write(directory, MODEL.checkpoint(), TensorType.F16))
          .withMessageContaining("logit_scale holds 70000.0, which float16 cannot");
    }
  }

  @Test
  void onlyAcceptedWeightsAreTrained() throws Exception {
    try (NetworkWeights weights = NetworkWeights.random(config(), 1, manager)) {
      weights.train(name -> name.startsWith(TensorNames.DECODER_LAYERS));
      assertThat(weights.names())
          .allSatisfy(
              name ->
                  assertThat(weights.get(name).hasGradient())
                      .isEqualTo(name.startsWith(TensorNames.DECODER_LAYERS)));
    }
  }

  @Test
  void anUnknownNameIsNamed() throws Exception {
    try (NetworkWeights weights = NetworkWeights.random(config(), 1, manager)) {
      assertThatThrownBy(() -> weights.get("vision_model.head"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("vision_model.head");
    }
  }

  private NDArray noise() throws Exception {
    int size = config().vision().grid().imageSize();
    return manager.randomNormal(new Shape(2, 3, size, size));
  }

  private static double deviation(NDArray values) {
    return values.sub(values.mean()).square().mean().sqrt().getFloat();
  }

  private static QlipConfig config() throws Exception {
    try (Checkpoint checkpoint = Checkpoint.open(MODEL.checkpoint())) {
      return checkpoint.config();
    }
  }
}
